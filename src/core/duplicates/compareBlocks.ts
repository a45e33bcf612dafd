/** Pairs of pictures in blocks, compared here or by whoever has threads for it. */
import { lookClosely } from './closeLook.ts';
import {
  type ComparedPictures,
  comparePictures,
  compareWhole,
  type SketchedPicture,
} from './comparePictures.ts';
import type { Square } from './fields.ts';
import type { KeptSketch } from './ports.ts';
import { readSketch, sketchRoom } from './sketch.ts';
import { keptAt, type SketchTable } from './sketchTable.ts';

/** Pairs of places, one behind the other. */
export type Places = Uint32Array;

/** Compared by their sketches. */
export interface SketchBlock {
  readonly table: SketchTable;
  readonly pairs: Places;
  /** Whether the one may be a part of the other, which takes ten times as long. */
  readonly mayBeCut: boolean;
}

export interface ShownPicture extends KeptSketch {
  /** Null where there is none: then its sketch tells. */
  readonly square: Square | null;
}

/** Looked at closely. */
export interface CloseBlock {
  readonly pictures: readonly ShownPicture[];
  readonly pairs: Places;
}

/** Of each pair in turn what can be said of it; null where they are not the same picture. */
export type Compared = (ComparedPictures | null)[];

export interface PictureComparer {
  /** Blocks that are worth having under way at once. */
  readonly atOnce: number;
  bySketches(block: SketchBlock): Promise<Compared>;
  closely(block: CloseBlock): Promise<Compared>;
}

export function compareSketches({ table, pairs, mayBeCut }: SketchBlock): Compared {
  const compare = mayBeCut ? comparePictures : compareWhole;
  return mapPairs(pairs, (one, other) => compare(...read(keptAt(table, one), keptAt(table, other))));
}

export function compareClosely({ pictures, pairs }: CloseBlock): Compared {
  return mapPairs(pairs, (one, other) => {
    const [ofOne, ofOther] = [pictures[one], pictures[other]];
    if (ofOne === undefined || ofOther === undefined) return null;
    const [seenOne, seenOther] = read(ofOne, ofOther);
    return ofOne.square === null || ofOther.square === null
      ? comparePictures(seenOne, seenOther)
      : lookClosely({ ...seenOne, square: ofOne.square }, { ...seenOther, square: ofOther.square });
  });
}

/** @param pause lets others have their turn after each pair */
export function compareHere(pause: () => Promise<void>): PictureComparer {
  async function inTurns(pairs: Places, compare: (pair: Places) => Compared): Promise<Compared> {
    const compared: Compared = [];
    for (let at = 0; at < pairs.length; at += 2) {
      compared.push(...compare(pairs.subarray(at, at + 2)));
      await pause();
    }
    return compared;
  }

  return {
    atOnce: 1,
    bySketches: (block) => inTurns(block.pairs, (pairs) => compareSketches({ ...block, pairs })),
    closely: (block) => inTurns(block.pairs, (pairs) => compareClosely({ ...block, pairs })),
  };
}

/** Room that is used again: what each pair took would be garbage at once, which took a tenth of the time. */
const rooms = [sketchRoom(), sketchRoom()] as const;

/** Good until the next. */
function read(one: KeptSketch, other: KeptSketch): [SketchedPicture, SketchedPicture] {
  return [
    { width: one.width, height: one.height, sketch: readSketch(one.sketch, rooms[0]) },
    { width: other.width, height: other.height, sketch: readSketch(other.sketch, rooms[1]) },
  ];
}

function mapPairs(pairs: Places, compare: (one: number, other: number) => ComparedPictures | null): Compared {
  const compared: Compared = [];
  for (let at = 0; at < pairs.length; at += 2) compared.push(compare(pairs[at] ?? 0, pairs[at + 1] ?? 0));
  return compared;
}
