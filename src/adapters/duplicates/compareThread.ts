/** Entry of a thread that `compareAside` owns: compares one block of pairs of pictures at a time. */
import { parentPort } from 'node:worker_threads';
import {
  type CloseBlock,
  type Compared,
  compareClosely,
  compareSketches,
  type SketchBlock,
} from '../../core/duplicates/compareBlocks.ts';

export type CompareBlock = SketchBlock | CloseBlock;

parentPort?.on('message', (block: CompareBlock) => {
  const compared = 'table' in block ? compareSketches(block) : compareClosely(block);
  parentPort?.postMessage(compared satisfies Compared);
});
