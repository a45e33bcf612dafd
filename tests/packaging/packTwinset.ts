/** Runs `scripts/package.mjs` around a stub of Electron, with stand-ins for the tools that electron-builder would download. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { textOf } from '../cli/runCli.ts';

export const root = join(import.meta.dirname, '../..');

export const isBuilt =
  existsSync(join(root, 'out/main/serverProcess.js')) && existsSync(join(root, 'out/renderer/index.html'));

/** What an AppImage begins with; the real runtime mounts what follows it. */
export const stubRuntime = 'stub of the AppImage runtime\n';

export function hasTool(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

export async function run(command: string, words: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(command, words, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise((resolve) => child.on('exit', resolve)),
  ]);
  return { stdout, stderr, status };
}

/** Like `run`; a failure is an error with all that was printed. */
export async function mustRun(command: string, words: readonly string[], environment = process.env) {
  const done = await run(command, words, environment);
  if (done.status !== 0) throw new Error(`${command} ${words.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** @param electron a folder from `stubElectron.ts` beside which stand-ins and `dist` are written */
export async function packTwinset(electron: string, words: readonly string[]): Promise<string> {
  const folder = dirname(electron);
  const output = join(folder, 'dist');
  const environment = {
    ...process.env,
    ...placeTools(join(folder, 'tools')),
    PATH: `${join(folder, 'tools')}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const packing = ['scripts/package.mjs', '--electron-dist', electron, '--output', output, ...words];
  await mustRun(process.execPath, packing, environment);
  return output;
}

function placeTools(tools: string): NodeJS.ProcessEnv {
  const script = (name: string, text: string): string => {
    const file = join(tools, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const standIn = join(import.meta.dirname, 'fpmStandIn.mjs');
  const fpm = script('fpm', `exec "${process.execPath}" "${standIn}" "$@"`);
  // The real one, told to hurry: what it writes is unpacked at once.
  script('appimage/mksquashfs', 'exec mksquashfs "$@" -Xcompression-level 1');
  script('appimage/desktop-file-validate', 'exit 0');
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  mkdirSync(join(tools, 'appimage', 'lib', architecture), { recursive: true });
  mkdirSync(join(tools, 'appimage', 'runtimes'));
  writeFileSync(join(tools, 'appimage', 'runtimes', `runtime-${architecture}`), stubRuntime);
  // What stands in the app's fuses when it is signed; @electron/fuses calls it with the app as the last word.
  script(
    'codesign',
    `for app in "$@"; do :; done
printf '%s\\n' "$@" > "${join(tools, 'codesign.words')}"
cp "$app/Contents/Frameworks/Electron Framework.framework/Electron Framework" "${join(tools, 'codesign.framework')}"`,
  );
  return { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: join(tools, 'appimage') };
}
