/** Pictures compared on threads of their own, so that the engine goes on answering. */
import { availableParallelism } from 'node:os';
import { Failure } from '../../contract/failure.ts';
import { type Compared, compareHere, type PictureComparer } from '../../core/duplicates/compareBlocks.ts';
import { findEntry } from '../files/findEntry.ts';
import { type BlockThreads, startBlockThreads } from '../threads/blockThreads.ts';
import { createFallback } from '../threads/fallback.ts';
import type { CompareBlock } from './compareThread.ts';

export interface ComparingAside extends PictureComparer {
  /** Ends the threads, whatever they are doing: what was asked for is cancelled. */
  close(): Promise<void>;
}

export interface AsideOptions {
  /** Pairs of sketches, from which on threads are started: that takes about as long as comparing so many. */
  readonly minPairs: number;
  /** The entry of a thread. */
  readonly threadFile?: string;
}

const usual: AsideOptions = { minPairs: 500 };
/** A close look takes as long as so many comparisons of sketches. */
const sketchPairsPerLook = 10;
const threadCount = Math.min(8, availableParallelism());

/**
 * @param pause lets others have their turn; asked where pictures are compared here after all
 * @param onFallback told once, where that is so because threads are not to be had
 */
export function compareAside(
  pause: () => Promise<void>,
  onFallback: (reason: Failure) => void,
  { minPairs, threadFile }: AsideOptions = usual,
): ComparingAside {
  const here = compareHere(pause);
  const fallback = createFallback(
    'Pictures could not be compared many at once, so they are compared one by one, which is slower.',
    onFallback,
  );
  let threads: BlockThreads<CompareBlock, Compared> | null = null;
  let asked = 0;
  let isClosed = false;

  function start(): void {
    try {
      threads = startBlockThreads({
        file: threadFile ?? findEntry('compareThread', import.meta.url, 'compares many pictures at once'),
        beginnings: new Array<null>(threadCount).fill(null),
        onDeath: fallback.begin,
      });
    } catch (thrown) {
      fallback.begin(thrown);
    }
  }

  async function compare<Block extends CompareBlock>(
    block: Block,
    weight: number,
    compareIt: (block: Block) => Promise<Compared>,
  ): Promise<Compared> {
    asked += (weight * block.pairs.length) / 2;
    if (threads === null && !fallback.hasHappened && asked >= minPairs) start();
    const compared = await threads?.answer(block);
    if (isClosed) throw new Failure('cancelled', 'Pictures are compared no more.');
    return compared ?? compareIt(block);
  }

  return {
    atOnce: 2 * threadCount,
    bySketches: (block) => compare(block, 1, here.bySketches),
    closely: (block) => compare(block, sketchPairsPerLook, here.closely),
    async close() {
      isClosed = true;
      await threads?.close();
    },
  };
}
