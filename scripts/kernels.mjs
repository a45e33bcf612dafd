/**
 * Compiles the search's kernels from AssemblyScript into `kernels.generated.ts`, which is committed: the command line,
 * tests, threads and the packaged app load it as any module, with nothing to build, find or carry along. It cannot go stale:
 * it names a hash of all it is made of, by which the commands of package.json make it anew (a few milliseconds where nothing
 * changed), and `npm run check` compiles and compares every byte (`node scripts/kernels.mjs --check`).
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, root } from './setup.mjs';

const room = 'src/adapters/vectors';
const sourcesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => `${folder}/${name}`);
const entries = sourcesIn(`${room}/kernels`);
/** What they import. */
const parts = [...sourcesIn(`${room}/kernels/parts`), `${room}/kernelLayout.ts`];
const target = join(root, room, 'kernels.generated.ts');

/** The memory is the index's own, shared with its threads: one page at least, 4 GiB at most, and nothing of the module's in it. */
const memoryOptions =
  '--importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536 --runtime stub';
const featureOptions = '--enable simd --enable relaxed-simd --enable threads';
const options = `${featureOptions} ${memoryOptions} -O3 --converge --noAssert --pedantic`.split(' ');

/** Whether the kernels are made of the sources, options and compiler that are here. */
export function areKernelsFresh() {
  return existsSync(target) && readFileSync(target, 'utf8').includes(hashOfSources());
}

function hashOfSources() {
  const compiler = join(root, 'node_modules', 'assemblyscript', 'package.json');
  const hash = createHash('sha256')
    .update(options.join(' '))
    .update(JSON.parse(readFileSync(compiler)).version);
  for (const path of [...entries, ...parts])
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest('hex');
}

async function compile() {
  const { default: asc } = await import('assemblyscript/asc');
  let module = null;
  const { error, stderr } = await asc.main(
    [...entries, ...options, '--baseDir', root, '--outFile', 'kernels.wasm'],
    {
      writeFile: (_name, contents) => {
        module = contents;
      },
    },
  );
  if (error !== null || module === null) giveUp(`The kernels could not be compiled.\n${stderr.toString()}`);
  return `/**
 * Made by scripts/kernels.mjs from kernels/ and kernelLayout.ts; not to be changed by hand.
 * Sources, options and compiler: ${hashOfSources()}
 */

/** The WebAssembly module, in base64. */
export const moduleBase64 =
  '${Buffer.from(module).toString('base64')}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const compiled = await compile();
  if (!process.argv.includes('--check')) writeFileSync(target, compiled);
  else if (!existsSync(target) || readFileSync(target, 'utf8').replaceAll('\r\n', '\n') !== compiled)
    giveUp(
      `${room}/kernels.generated.ts is not what its sources compile to: run npm run format and commit it.`,
    );
}
