/** What people do in a shared catalog while its nodes are killed, with what was answered as done. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../../../src/engine/engine.ts';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import type { Teammate } from '../fixtures/teammate.ts';

export interface Correction {
  readonly productId: string;
  readonly field: string;
  readonly value: string;
}

export interface Curating {
  /** Decisions that were answered as made, by the product and the look-alike. */
  readonly decisions: readonly (readonly [productId: string, lookAlikeId: string])[];
  /** Of each value that nobody else corrects the last that was answered as made. */
  readonly corrections: ReadonlyMap<string, Correction>;
  /** How many corrections were answered as made. */
  corrected(): number;
  end(): void;
}

export interface Importing {
  /** Products of imports that were answered as done. */
  readonly products: readonly string[];
  /** Imports that were answered as stopped; each was made again until it was done. */
  stopped(): number;
  /** Once the one under way is done. */
  endSoon(): void;
  readonly ended: Promise<void>;
}

/** Between two decisions of one curator. */
const decideEveryMs = 150;
/** One correction to so many decisions. */
const correctEvery = 5;
/** One that both make otherwise to so many. */
const commonEvery = 10;
const importEveryMs = 2000;
const picturesOfImport = 4;

/** The field that both correct. */
export const commonField = 'baseColour';

/**
 * Decides on lists of one's own and on one that all decide on, and corrects values of one's own and some that all correct.
 * @param round of harm: no two have the same lists
 */
export function curateAllTheTime(mate: Teammate, round: number, productIds: readonly string[]): Curating {
  const decisions: (readonly [string, string])[] = [];
  const corrections = new Map<string, Correction>();
  let corrected = 0;
  const productAt = (at: number): string => productIds[at % productIds.length] ?? '';

  function correct(correction: Correction): void {
    mate.store.corrections.correct([correction], () => '');
    corrected++;
  }

  const timer = setInterval(() => {
    const at = decisions.length;
    const productId = `${mate.author} ${round} ${Math.floor(at / 20)}`;
    mate.decide(productId, `l${at}`, at % 5 === 0 ? 'pinned' : 'accepted');
    decisions.push([productId, `l${at}`]);
    if (at % commonEvery === 0) {
      mate.decide(`common ${round}`, `l${at % 30}`, mate.author === 'Ann' ? 'accepted' : 'rejected');
      correct({ productId: productAt(at / commonEvery), field: commonField, value: mate.author });
    }
    if (at % correctEvery === 0) {
      const said = {
        productId: productAt(at / correctEvery),
        field: `as ${mate.author} says`,
        value: `${round} ${at}`,
      };
      correct(said);
      corrections.set(said.productId, said);
    }
  }, decideEveryMs);
  return { decisions, corrections, corrected: () => corrected, end: () => clearInterval(timer) };
}

/** Imports a small folder after the other. */
export function importAllTheTime(engine: Engine, round: number): Importing {
  const place = mkdtempSync(join(tmpdir(), 'twinset-chaos-'));
  const products: string[] = [];
  let stopped = 0;
  let isEnding = false;

  async function importOne(number: number): Promise<void> {
    const folder = join(place, String(number));
    mkdirSync(folder);
    const ids = Array.from({ length: picturesOfImport }, (_, at) => `i${round}-${number}-${at}`);
    for (const [at, id] of ids.entries())
      writeFileSync(
        join(folder, `${id}.jpg`),
        await drawPicture(100 + 150 * round + number * ids.length + at),
      );
    while ((await runImport(engine, { folder })).outcome !== 'done') {
      stopped++;
      await wait(importEveryMs);
    }
    products.push(...ids);
  }

  async function importUntilEnd(): Promise<void> {
    for (let number = 0; !isEnding; number++) {
      await importOne(number);
      await wait(importEveryMs);
    }
    rmSync(place, { recursive: true, force: true });
  }

  return {
    products,
    stopped: () => stopped,
    endSoon() {
      isEnding = true;
    },
    ended: importUntilEnd(),
  };
}
