/** Entry of the thread that `findAxesAside` owns: finds the axes of some rows, which takes seconds, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { embeddingLength } from '../../../core/models/ports.ts';
import { createRowNumbers } from '../rows/rowNumbers.ts';
import { sharedRow } from '../rows/sharedRows.ts';
import { type Axes, checkAxes } from './axes.ts';
import { findAxes } from './findAxes.ts';
import type { AxesThreadData } from './findAxesAside.ts';

const { rows, slots } = workerData as AxesThreadData;
const { writeVector } = createRowNumbers();
const sample = Array.from(slots, (slot) => {
  const vector = new Float32Array(embeddingLength);
  writeVector(sharedRow(rows, slot), vector);
  return vector;
});
parentPort?.postMessage(checkAxes(findAxes(sample)) satisfies Axes | null);
