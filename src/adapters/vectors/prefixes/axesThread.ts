/** Entry of the thread that `findAxesAside` owns: finds the axes of some rows, which takes seconds, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { sharedRow, vectorOf } from '../sharedRows.ts';
import { type Axes, checkAxes } from './axes.ts';
import { findAxes } from './findAxes.ts';
import type { AxesThreadData } from './findAxesAside.ts';

const { rows, slots } = workerData as AxesThreadData;
const sample = Array.from(slots, (slot) => vectorOf(sharedRow(rows, slot)));
parentPort?.postMessage(checkAxes(findAxes(sample)) satisfies Axes | null);
