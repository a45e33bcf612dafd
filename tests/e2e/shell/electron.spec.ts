/** The desktop app itself, where Electron's binary and a display are there. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from 'playwright';
import { describe, expect, it } from 'vitest';
import { sandboxObstacle } from '../../../scripts/electronObstacle.mjs';

const root = join(import.meta.dirname, '../../..');
const electronFolder = join(root, 'node_modules/electron');

function findElectron(): string | null {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

function findObstacle(): string | null {
  const binary = findElectron();
  if (binary === null) return 'Electron’s binary is not installed: npm start fetches it';
  if (!existsSync(join(root, 'out/main/main.js'))) return 'the app is not built: npm run build';
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (!hasDisplay) return 'there is no display';
  // Root's window is opened without a sandbox, below.
  return process.getuid?.() === 0 ? null : sandboxObstacle(binary);
}

const obstacle = findObstacle();

describe(obstacle === null ? 'the desktop app' : `the desktop app (skipped: ${obstacle})`, () => {
  it.skipIf(obstacle !== null)('opens a sandboxed window on the interface whose bridge answers', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'twinset-electron-'));
    const app = await electron.launch({
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, TWINSET_DATA: dataFolder, TWINSET_NODE: process.execPath } as Record<
        string,
        string
      >,
    });
    const page = await app.firstWindow();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.getByRole('button', { name: /open a folder/i }).waitFor();
    expect(page.url()).toMatch(/^app:\/\/twinset\//);
    // The bridge and nothing else: no Node, no Electron in the page.
    const inside = await page.evaluate(async () => {
      const bridge = (
        globalThis as unknown as { twinset: { call: Record<string, (input: object) => Promise<unknown>> } }
      ).twinset;
      return {
        keys: Object.keys(bridge).sort(),
        info: await bridge.call['host.info']?.({}),
        hasNode: 'process' in globalThis || 'require' in globalThis,
      };
    });
    expect(inside).toMatchObject({
      keys: ['call', 'on', 'pathForFile'],
      info: { ok: true, value: { kind: 'electron' } },
      hasNode: false,
    });
    expect(errors).toEqual([]);
    await app.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it.skipIf(obstacle !== null)('--smoke ends with 0', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'twinset-smoke-'));
    const app = await electron.launch({
      args: [root, '--smoke', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, TWINSET_DATA: dataFolder, TWINSET_NODE: process.execPath } as Record<
        string,
        string
      >,
    });
    const status = await new Promise((resolve) => app.process().on('exit', resolve));
    expect(status).toBe(0);
    rmSync(dataFolder, { recursive: true, force: true });
  });
});
