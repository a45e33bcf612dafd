import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readAbout } from '../../src/engine/about.ts';

it('tells what came with this installation: the version, what is new in it, and every licence with its words', async () => {
  const about = await readAbout(join(import.meta.dirname, '../../resources'));
  expect(about.changelog).toContain(`## ${about.version}`);
  const named = (name: string) => about.licences.find((one) => one.name === name);
  expect(named('react')?.text).toContain('Permission is hereby granted');
  expect(named('Chromium')).toMatchObject({ text: null, file: 'LICENSES.chromium.html' });
  expect(about.licences.filter(({ text, file }) => text === null && file === null)).toEqual([]);
});

it('is empty where an installation came without, and no reason to fail', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-about-'));
  expect(await readAbout(folder)).toMatchObject({ changelog: '', licences: [] });
  rmSync(folder, { recursive: true });
});
