import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
