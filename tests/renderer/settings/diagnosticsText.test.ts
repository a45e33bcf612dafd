import { describe, expect, it } from 'vitest';
import type { Diagnostics } from '../../../src/contract/settings.ts';
import { writeDiagnosticsText } from '../../../src/renderer/features/settings/diagnosticsText.ts';

const diagnostics: Diagnostics = {
  versions: { twinset: '0.1.0', node: '24.1.0' },
  machine: { platform: 'linux', processor: 'AMD EPYC', cores: 2, memoryBytes: 8_000_000_000 },
  backends: [
    { engine: 'onnx', isAvailable: true, note: null },
    { engine: 'tfjs-node', isAvailable: false, note: 'its library is not installed' },
  ],
  runtime: null,
  catalog: {
    folder: '/photos',
    products: 44_072,
    embeddings: 43_294,
    inventory: { files: 44_441, embedded: 44_414, contents: 43_294, failed: 5, productsWithout: 27 },
    searchReading: { searches: 120, median: 304, most: 823, isNarrowed: true, isPrepared: true },
  },
  dataFolder: '/data',
  errors: [{ at: '2026-11-21T09:30:00Z', message: 'The disk is full.', detail: 'ENOSPC\nat write' }],
};

describe('diagnostics as text', () => {
  const text = writeDiagnosticsText(diagnostics, {
    kind: 'browser',
    version: '0.1.0',
    platform: 'linux',
    roots: [],
    logFile: null,
  });

  it('says of every backend whether it is available, and why not', () => {
    expect(text).toContain('onnx: available');
    expect(text).toContain('tfjs-node: not available (its library is not installed)');
  });

  it('names versions, machine, catalog and the last errors with their details', () => {
    for (const line of ['node: 24.1.0', 'memory: 8.0 GB', 'folder: /photos', 'The disk is full.', 'at write'])
      expect(text).toContain(line);
  });

  it('says how many of the embeddings a search reads', () => {
    expect(text).toContain(
      'searches: 120 searches read 304 of 43,294 embeddings each (median), 95 of 100 at most 823',
    );
    const { catalog } = diagnostics;
    if (catalog === null) return;
    for (const [searchReading, words] of [
      [null, 'every search reads all embeddings'],
      [
        { searches: 9, median: 30_000, most: 40_000, isNarrowed: false, isPrepared: false },
        'every search reads all embeddings',
      ],
      [{ searches: 0, median: null, most: null, isNarrowed: true, isPrepared: true }, 'no search yet'],
    ] as const) {
      const other = writeDiagnosticsText({ ...diagnostics, catalog: { ...catalog, searchReading } }, null);
      expect(other).toContain(`searches: ${words}`);
    }
  });

  it('explains why there are more products than embeddings', () => {
    expect(text).toContain('products: 44,072, of which 27 without a usable image');
    expect(text).toContain(
      'files: 44,441 image files = 43,294 embeddings + 1,120 copies of the same picture, which share its embedding' +
        ' + 5 files that could not be used + 22 files not embedded with this model yet, or gone before it was',
    );
  });

  it('says so where nothing was embedded yet', () => {
    expect(text).toContain('nothing embedded yet');
  });
});
