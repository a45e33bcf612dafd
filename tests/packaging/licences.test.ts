import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './packTwinset.ts';

interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text?: string;
  readonly file?: string;
}

const { parts, texts } = JSON.parse(readFileSync(join(root, 'resources/licences.json'), 'utf8')) as {
  parts: Part[];
  texts: Record<string, string>;
};
const textOf = (name: string): string => texts[parts.find((one) => one.name === name)?.text ?? ''] ?? '';

describe('the list of licences', () => {
  it('lists exactly what is bundled now', async () => {
    const checked = await run(process.execPath, ['scripts/licences.mjs', '--check'], process.env);
    expect(checked).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  it('has a text, or a file that lies in the package, for each part', () => {
    expect(parts.filter(({ text, file }) => (texts[text ?? ''] ?? file ?? '') === '')).toEqual([]);
    expect(parts.filter(({ licence, version }) => licence === '' || version === '')).toEqual([]);
  });

  it('names what is no package of npm, what the interface bundles and what is installed beside it', () => {
    const names = parts.map(({ name }) => name);
    const others = ['Twinset', 'Electron', 'Chromium', 'Node.js', 'Fashion ResNet50 (bundled)'];
    const bundled = [
      'react',
      'react-dom',
      'react-aria-components',
      'react-stately',
      'zustand',
      'lucide-react',
    ];
    const installed = ['sharp', 'onnxruntime-node', 'better-sqlite3', 'zod', '@tensorflow/tfjs-node'];
    expect(names).toEqual(expect.arrayContaining([...others, ...bundled, ...installed]));
    for (const tool of ['vitest', 'vite', 'typescript', '@types/react']) expect(names).not.toContain(tool);
  });

  it('carries both texts that the LGPL of the image library asks for', () => {
    const text = textOf('@img/sharp-libvips (a build for each system)');
    expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
    expect(text).toContain('GNU GENERAL PUBLIC LICENSE');
  });
});

describe('the history', () => {
  it('begins with the version of this package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const history = readFileSync(join(root, 'resources/CHANGELOG.md'), 'utf8');
    expect(/^## (\S+)/m.exec(history)?.[1]).toBe(version);
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
  });
});
