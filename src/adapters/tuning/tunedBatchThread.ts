/** Entry of a thread of a batch by a learned distance, owned by `startBlockThreads`: answers one block at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Proposals, QueryBlock } from '../vectors/proposeNearest.ts';
import { createMappedProposer, type MappedThreadData } from './proposeMapped.ts';

const propose = createMappedProposer(workerData as MappedThreadData);

parentPort?.on('message', (block: QueryBlock) => {
  parentPort?.postMessage(propose(block) satisfies Proposals);
});
