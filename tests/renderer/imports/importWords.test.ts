import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/contract/imports.ts';
import { announceFinish } from '../../../src/renderer/features/imports/importAnnouncements.ts';
import { describeMetadata } from '../../../src/renderer/features/imports/report/metadataReport.ts';
import {
  describeEntry,
  titleOf,
  writeNames,
} from '../../../src/renderer/features/imports/report/namedWords.ts';
import {
  describePrecision,
  describeRuntime,
} from '../../../src/renderer/features/imports/report/runtimeWords.ts';
import { lastPart } from '../../../src/renderer/shell/files/browsePath.ts';

const report: ImportReport = {
  importId: 'i1',
  folder: '/photos',
  outcome: 'done',
  message: null,
  found: 10,
  embedded: 7,
  unchanged: 0,
  duplicate: 1,
  failed: 2,
  removed: 0,
  missing: 0,
  imagesWithoutRow: 1,
  seconds: 2,
  imagesPerSecond: 5,
  engine: 'onnx',
  precision: 'fp32',
  model: 'fashion-resnet50',
  space: 's',
  problems: [],
  metadata: { rows: 12, matched: 6, withoutImage: 4, nullRowsDropped: 1, duplicateRowsDropped: 1 },
  notes: [],
  runtimeNotes: [],
  named: [{ what: 'rows-empty', total: 1, entries: [{ name: '', line: 9 }] }],
};

describe('what is said of an import', () => {
  it('tells the end with what failed, and leaves out what did not happen', () => {
    expect(announceFinish(report)).toBe('Import finished: 7 images embedded, 1 duplicate, 2 failed.');
  });

  it('tells why it stopped', () => {
    expect(announceFinish({ ...report, outcome: 'stopped', message: 'The disk is full.' })).toBe(
      'Import stopped: The disk is full.',
    );
  });

  it('tells what became of every row of the metadata', () => {
    const facts = describeMetadata(report);
    expect(facts?.summary).toBe('12 rows read, 6 matched with an image');
    expect(facts?.numbers.map(titleOf)).toEqual([
      '4 rows without an image: left out',
      '1 row without an id or without values: left out',
      '1 row whose id came before: the first one stands',
      '1 image without a row: imported all the same',
    ]);
    expect(facts?.numbers.map(({ entries }) => entries.length)).toEqual([0, 1, 0, 0]);
  });

  it('says nothing of metadata where there was none', () => {
    const none = { rows: 0, matched: 0, withoutImage: 0, nullRowsDropped: 0, duplicateRowsDropped: 0 };
    expect(describeMetadata({ metadata: none, imagesWithoutRow: 0, named: [] })).toBeNull();
  });

  it('names rows by their lines and images by their paths', () => {
    expect(describeEntry({ name: '102', line: 1004, firstLine: 3 })).toEqual({
      name: '102',
      words: 'Line 1,004, first on line 3',
    });
    expect(describeEntry({ name: '', line: 5 })).toEqual({ name: 'No id', words: 'Line 5' });
    expect(describeEntry({ name: 'shoot/a.jpg' })).toEqual({ name: 'a.jpg', words: 'shoot' });
    const entries = [{ name: '102', line: 4 }, { name: 'shoot/a.jpg' }];
    expect(writeNames({ entries })).toBe('4\t102\nshoot/a.jpg');
  });

  it('says what ran in a curator’s words, and exactly in the details', () => {
    const cosine = 'Fast (int8): it agrees with float32 on this machine (mean cosine 0.9991).';
    const fast = { ...report, precision: 'int8' as const, runtimeNotes: [cosine] };
    expect(describePrecision(fast)).toBe('Fast mode agrees with precise mode here, so it was used.');
    expect(describePrecision(fast)).not.toContain('cosine');
    expect(describeRuntime(fast)).toContain(cosine);
    expect(describePrecision(report)).toBeNull();
    expect(describePrecision({ ...report, runtimeNotes: ['int8 was not used: x.'] })).toBe(
      'Precise mode was used: fast mode was not taken here.',
    );
  });

  it('names a folder by its last part', () => {
    expect(lastPart('/photos/autumn/')).toBe('autumn');
    expect(lastPart('C:\\photos\\autumn')).toBe('autumn');
  });
});
