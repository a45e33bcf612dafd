/** Why places of lists stay empty: for each list the part of its rule without which it would gain the most. */
import type { Shortfall } from '../../../contract/generation.ts';
import { throwIfCancelled } from '../../work/throwIfCancelled.ts';
import { type FillSources, fillAlone } from './fillLists.ts';
import type { ListFill } from './listFill.ts';
import { countGains, type PartGain } from './partGains.ts';
import type { SearchSources } from './searchAll.ts';

export interface ShortfallSources extends FillSources, Pick<SearchSources, 'signal' | 'pause'> {}

/** A part of a list's rule, and what the list gains without it. */
interface Gain {
  readonly path: string;
  readonly gain: number;
}

/** The parts of a short list's rule, until it is certain which of them binds. */
interface Question {
  readonly fill: ListFill;
  /** In the order of the rule's parts; those known by now are sure. */
  readonly gains: PartGain[];
}

/**
 * @param fills lists as they were filled; those with empty places are explained, in their order
 * @throws Failure as a search does
 */
export async function explainShortfall(
  sources: ShortfallSources,
  fills: readonly ListFill[],
): Promise<Shortfall[]> {
  const { ground, pause, signal } = sources;
  const { table } = ground;
  const short = fills.filter(({ missing }) => missing > 0);
  const questions: Question[] = [];
  for (const fill of short) {
    questions.push({ fill, gains: table.hasPicture(fill.row) ? countGains(ground, fill) : [] });
    if (questions.length % listsPerPause === 0) await pause();
    throwIfCancelled(signal);
  }
  await settle(sources, questions);
  const pictured = table.ids.reduce((sum, _, row) => sum + (table.hasPicture(row) ? 1 : 0), 0);
  return questions.map(({ fill, gains }) => {
    const known = gains.map(({ path, most, isSure }) => ({ path, gain: isSure ? most : 0 }));
    const { path, gain } = bindingOf(fill, known, pictured, table.hasPicture(fill.row));
    return { id: table.ids[fill.row] ?? '', missing: fill.missing, rule: path, gain };
  });
}

const listsPerPause = 64;

/** Fills lists without a part where counting leaves open which part binds: of each list the most promising, until none can gain more. */
async function settle(sources: FillSources, questions: readonly Question[]): Promise<void> {
  for (let open = questions; ; ) {
    const trials = open.flatMap((question) => {
      const place = mostPromising(question.gains);
      const part = place === null ? undefined : question.gains[place];
      if (place === null || part === undefined) return [];
      const { fill } = question;
      return [
        {
          question,
          place,
          part,
          trial: fill.copy({ rule: part.relaxed, rejected: part.rejected, missing: part.most }),
        },
      ];
    });
    if (trials.length === 0) return;
    await fillAlone(
      { ...sources, order: null },
      trials.map(({ trial }) => trial),
    );
    for (const { question, place, part, trial } of trials)
      question.gains[place] = { ...part, most: part.most - trial.missing, isSure: true };
    open = trials.map(({ question }) => question);
  }
}

/** The place of the part that may gain more than every part that is known, the first of equals; null: none may. */
function mostPromising(gains: readonly PartGain[]): number | null {
  let best: number | null = null;
  for (const [place, { most }] of gains.entries()) if (most > (gains[best ?? -1]?.most ?? 0)) best = place;
  return best === null || gains[best]?.isSure === true ? null : best;
}

/** Of equal gains that of the part that stands first. */
function bindingOf(fill: ListFill, gains: readonly Gain[], pictured: number, hasPicture: boolean): Gain {
  if (!hasPicture) return { path: 'picture', gain: 0 };
  const [first, ...others] = gains;
  const areAllIn = fill.kept.length + fill.chosen.length + fill.rejected.length >= pictured - 1;
  if (first === undefined || (areAllIn && fill.rejected.length === 0)) return { path: 'products', gain: 0 };
  const best = others.reduce((most, one) => (one.gain > most.gain ? one : most), first);
  // Where no part alone makes a difference, several bind at once.
  return best.gain > 0 || fill.rule.place === null ? best : { path: `rules[${fill.rule.place}]`, gain: 0 };
}
