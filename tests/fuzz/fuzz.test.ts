import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFuzzReader } from './fuzzReader.ts';
import { runFuzz } from './runFuzz.ts';

const keptFolder = mkdtempSync(join(tmpdir(), 'twinset-fuzz-kept-'));
afterAll(() => rmSync(keptFolder, { recursive: true, force: true }));

/** A smoke of `npm run fuzz`, with a seed that stays. */
describe('damaged files', () => {
  it('are read or refused with a reason, and neither crash nor hang', async () => {
    const report = await runFuzz({ seed: 20_261_125, images: 300, tables: 300, keptFolder });
    expect(report.findings).toEqual([]);
    expect(report.read + report.refused + report.toldCrashes).toBe(600);
    expect(report.read).toBeGreaterThan(100);
    expect(report.refused).toBeGreaterThan(100);
  });
});

describe('the process in which they are read', () => {
  it('is seen to crash and to hang, and another goes on', async () => {
    const failing = join(import.meta.dirname, '../fixtures/failingReader.ts');
    const reader = createFuzzReader({ folder: keptFolder, limitMs: 3000, process: failing });
    const read = async (fault: number) => await reader.read({ kind: 'image', bytes: Uint8Array.of(fault) });
    expect(await read(0)).toMatchObject({ end: 'crash', words: expect.stringContaining('SIGSEGV') });
    expect(await read(1)).toMatchObject({ end: 'hang' });
    reader.close();
  });

  it('starts anew after a crash', async () => {
    const failing = join(import.meta.dirname, '../fixtures/failingReader.ts');
    const reader = createFuzzReader({ folder: keptFolder, process: failing });
    const read = async (fault: number) => await reader.read({ kind: 'image', bytes: Uint8Array.of(fault) });
    const before = await read(2);
    await read(0);
    const after = await read(2);
    reader.close();
    expect([before.end, after.end]).toEqual(['read', 'read']);
    expect(after.words).not.toBe(before.words);
  });
});
