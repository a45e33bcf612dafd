/**
 * Entry of the process in which damaged files are read: the vision worker's own functions, without its network, and the
 * readers of metadata. It may crash or hang: its owner looks.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetadata } from '../../src/adapters/csv/readMetadata.ts';
import { createFileProcessing } from '../../src/adapters/vision/processFiles.ts';
import type { FileAnswer } from '../../src/adapters/vision/visionMessages.ts';
import { asFailure } from '../../src/contract/failure.ts';
import { joinMetadata } from '../../src/core/imports/metadata/joinMetadata.ts';
import { embeddingLength } from '../../src/core/models/ports.ts';
import type { FuzzAnswer, FuzzTask } from './fuzzMessages.ts';

type Ending = Omit<FuzzAnswer, 'peakBytes'>;

const folder = process.argv[2] ?? '.';
const imageId = 'f'.repeat(64);
const metadataFailures = new Set(['metadata-unusable', 'file-unreadable']);

let answered: (answer: FileAnswer) => void = () => undefined;
const takeFiles = createFileProcessing({
  network: {
    inputSize: 112,
    embed: (_pixels, count) => Promise.resolve(new Float32Array(count * embeddingLength)),
  },
  parallelDecodes: 1,
  onAnswers: (answers) => {
    for (const answer of answers) answered(answer);
  },
});

async function readImage(bytes: Uint8Array): Promise<Ending> {
  const answer = await new Promise<FileAnswer>((resolve) => {
    answered = resolve;
    const request = { file: 'fuzzed', imageId, bytes, wantsThumbnail: true, wantsVector: true };
    takeFiles([{ id: 1, request, thumbnailFolder: folder }]);
  });
  if ('reason' in answer) return { end: 'refused', words: answer.reason };
  if ('fault' in answer)
    return { end: 'fault', words: `${answer.fault.message} ${answer.fault.detail ?? ''}` };
  return { end: 'read', words: `${answer.width} × ${answer.height}` };
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
