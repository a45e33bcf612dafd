import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../src/contract/imports.ts';
import { announceFinish, folderName } from '../../../src/renderer/features/imports/importAnnouncements.ts';
import { describeMetadata } from '../../../src/renderer/features/imports/report/metadataReport.ts';

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
    expect(describeMetadata(report)).toEqual([
      '12 rows read, 6 matched with an image',
      '4 rows without an image: left out',
      '1 empty row dropped',
      '1 duplicate row dropped',
      '1 image without a row: imported all the same',
    ]);
  });

  it('says nothing of metadata where there was none', () => {
    const none = { rows: 0, matched: 0, withoutImage: 0, nullRowsDropped: 0, duplicateRowsDropped: 0 };
    expect(describeMetadata({ metadata: none, imagesWithoutRow: 0 })).toEqual([]);
  });

  it('names a folder by its last part', () => {
    expect(folderName('/photos/autumn/')).toBe('autumn');
    expect(folderName('C:\\photos\\autumn')).toBe('autumn');
  });
});
