/**
 * Entry of the process in which damaged files are read: the vision worker's own functions, without its network, and the
 * readers of metadata. It may crash or hang: its owner looks.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetadata } from '../../src/adapters/csv/readMetadata.ts';
import { drawPicture } from '../../src/adapters/vision/drawPicture.ts';
import { asFailure } from '../../src/contract/failure.ts';
import { joinMetadata } from '../../src/core/imports/metadata/joinMetadata.ts';
import type { FuzzAnswer, FuzzTask } from './fuzzMessages.ts';

type Ending = Omit<FuzzAnswer, 'peakBytes'>;

const folder = process.argv[2] ?? '.';
const imageId = 'f'.repeat(64);
const metadataFailures = new Set(['metadata-unusable', 'file-unreadable']);

async function readImage(bytes: Uint8Array): Promise<Ending> {
  const request = { file: 'fuzzed', imageId, bytes, wantsThumbnail: true, wantsVector: true };
  try {
    const { width, height } = await drawPicture(
      { request, thumbnailFolder: folder, inputSize: 112 },
      async () => undefined,
    );
    return { end: 'read', words: `${width} × ${height}` };
  } catch (thrown) {
    const { code, message, detail } = asFailure(thrown);
    if (code === 'image-unusable') return { end: 'refused', words: message };
    return { end: 'fault', words: `${message} ${detail ?? ''}` };
  }
}

async function readTable(bytes: Uint8Array): Promise<Ending> {
  const file = join(folder, 'fuzzed.csv');
  writeFileSync(file, bytes);
  try {
    const metadata = await readMetadata(file);
    const table = joinMetadata(metadata, { map: {} }, ['a/1163.jpg']);
    table.matchFile('a/1163.jpg');
    const left = table.takeUnmatched().length;
    return { end: 'read', words: `${table.rowCount} rows, ${left} without image` };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (metadataFailures.has(failure.code)) return { end: 'refused', words: failure.message };
    return { end: 'fault', words: `${failure.message} ${failure.detail ?? ''}` };
  }
}

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', async ({ kind, bytes }: FuzzTask) => {
  const ending = kind === 'image' ? await readImage(bytes) : await readTable(bytes);
  const answer: FuzzAnswer = { ...ending, peakBytes: process.resourceUsage().maxRSS * 1024 };
  process.send?.(answer);
});
