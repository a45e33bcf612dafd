/** One field: how well pictures tell it, and which of its values look doubtful or can be filled in. */
import {
  type FieldMeasure,
  type FieldVerdict,
  fewestKnown,
  leastAgreement,
  type SpeakingWord,
} from '../../contract/insight/repair.ts';
import type { FieldColumn } from '../products/fieldColumn.ts';
import { learnConfusions } from './confusions.ts';
import { gatherEvidence } from './evidence.ts';
import { calibrate } from './isotonic.ts';
import { type GivenCase, judgeByChance, learnMistakes } from './mistakes.ts';
import type { Neighbours } from './neighbours.ts';
import type { ProductWords } from './productWords.ts';
import { speakingWords } from './speakingWords.ts';
import { countVotes, measureVotes } from './votes.ts';
import { findWeighing, type KnownCase, weigh } from './weighEvidence.ts';

export interface RepairOrder {
  readonly field: string;
  readonly column: FieldColumn;
  readonly neighbours: Neighbours;
  readonly words: ProductWords;
  /** Look for suggestions also where pictures do not tell the field. */
  readonly isAsked: boolean;
  /** Lets others have their turn. @throws Failure `cancelled` */
  pause(): Promise<void>;
}

export interface RowSuggestion {
  readonly row: number;
  readonly to: string;
  readonly confidence: number;
  readonly words: SpeakingWord[];
}

export interface FieldRepair {
  readonly measure: FieldMeasure;
  readonly suggestions: readonly RowSuggestion[];
}

/** A field with so many values for its products names them. */
const ownValueShare = 0.5;
const mostValues = 2000;
/** Known values by which evidence is weighed. */
const weighedCases = 2000;
/** What is less likely is not looked at further. */
const leastChance = 1e-4;
/** Of the neighbours' votes; a suggestion that none of them makes would have no evidence to be seen. */
const leastVote = 0.02;
const leastConfidence = 0.02;
/** No share is certain. */
const mostSure = 0.999;
/**
 * Of the products that neighbours alone do not find so many look wholly like others and are none: measured on five fields of 43,000
 * fashion products (docs/performance.md). Nothing in a catalog tells these from mistakes.
 */
const oddShare = 1 / 20;
const rowsAtOnce = 50;

export async function repairField(order: RepairOrder): Promise<FieldRepair> {
  const { field, column, neighbours, isAsked } = order;
  const rowCount = neighbours.rows.length / neighbours.k;
  const counts = new Int32Array(column.values.length);
  for (let row = 0; row < rowCount; row++) counts[column.codeAt(row)] = (counts[column.codeAt(row)] ?? 0) + 1;
  const missing = counts[0] ?? 0;
  const known = rowCount - missing;
  const values = counts.reduce((sum, count, code) => sum + (code !== 0 && count > 0 ? 1 : 0), 0);
  const describe = (verdict: FieldVerdict, measured: ReturnType<typeof measureVotes>): FieldMeasure => ({
    ...{ field, verdict, known, missing, values },
    isUsed: verdict === 'told' || (verdict === 'untold' && isAsked),
    found: measured?.found ?? null,
    commonest: measured?.commonest ?? null,
    agreement: measured?.agreement ?? null,
  });
  const obstacle = findObstacle(known, values);
  if (obstacle !== null) return { measure: describe(obstacle, null), suggestions: [] };
  const votes = countVotes(neighbours, column);
  const measured = measureVotes(votes, column);
  if (measured === null) return { measure: describe('too-few-products', null), suggestions: [] };
  const measure = describe(measured.agreement > leastAgreement ? 'told' : 'untold', measured);
  if (!measure.isUsed) return { measure, suggestions: [] };
  return { measure, suggestions: await findSuggestions(order, votes, counts, measured.found) };
}

function findObstacle(known: number, values: number): FieldVerdict | null {
  if (values === 0) return 'no-values';
  if (values === 1) return 'one-value';
  if (known < fewestKnown) return 'too-few-products';
  if (values > known * ownValueShare) return 'own-values';
  return values > mostValues ? 'too-many-values' : null;
}

async function findSuggestions(
  { field, column, words, pause }: RepairOrder,
  votes: ReturnType<typeof countVotes>,
  counts: Int32Array,
  found: number,
): Promise<RowSuggestion[]> {
  const rowCount = votes.starts.length - 1;
  const values = counts.reduce((sum, count, code) => sum + (code !== 0 && count > 0 ? 1 : 0), 0);
  const known = rowCount - (counts[0] ?? 0);
  /** Half of the mistakes are as frequent as values are, the other half is any value. */
  const chanceOf = (code: number): number => 0.5 / values + (0.5 * (counts[code] ?? 0)) / known;
  const confusions = await learnConfusions(votes, column, chanceOf, pause);
  const evidence = gatherEvidence(column, votes, words, field, confusions);
  const hasVoters = (row: number): boolean => votes.starts[row] !== votes.starts[row + 1];

  const step = Math.max(1, Math.floor(known / weighedCases));
  const cases: KnownCase[] = [];
  let seen = 0;
  for (let row = 0; row < rowCount; row++) {
    const own = column.codeAt(row);
    if (own === 0 || !hasVoters(row) || seen++ % step !== 0) continue;
    const gathered = evidence.at(row);
    cases.push({ evidence: gathered, own: gathered.codes.indexOf(own), chance: chanceOf(own) });
    if (cases.length % rowsAtOnce === 0) await pause();
  }
  const weighing = await findWeighing(cases, pause);
  const odd = weighing.words > 0 ? 0 : Math.max(0, 1 - found - weighing.wrong) * oddShare;

  const given: (GivenCase & { readonly row: number })[] = [];
  const gaps: { row: number; code: number; chance: number }[] = [];
  const scores: number[] = [];
  const isRight: boolean[] = [];
  for (let row = 0; row < rowCount; row++) {
    if (!hasVoters(row)) continue;
    const own = column.codeAt(row);
    const gathered = evidence.at(row);
    const chances = weigh(gathered, weighing);
    let best = 0;
    for (const [at, chance] of chances.entries()) if (chance > (chances[best] ?? 0)) best = at;
    const told = { code: gathered.codes[best] ?? 0, chance: chances[best] ?? 0 };
    if (own === 0) gaps.push({ row, ...told });
    else {
      scores.push(told.chance);
      isRight.push(told.code === own);
      const kept = gathered.codes.flatMap((code, at) =>
        code === own || (chances[at] ?? 0) >= leastChance ? [at] : [],
      );
      given.push({
        row,
        own,
        codes: kept.map((at) => gathered.codes[at] ?? 0),
        chances: kept.map((at) => chances[at] ?? 0),
      });
    }
    if (row % rowsAtOnce === 0) await pause();
  }

  const suggestions: RowSuggestion[] = [];
  function suggest(row: number, code: number, confidence: number): void {
    if (confidence < leastConfidence || evidence.voteOf(row, code) < leastVote) return;
    const speaking = speakingWords(evidence.wordsFor(row, code), weighing);
    suggestions.push({ row, to: column.values[code] ?? '', confidence, words: speaking });
  }

  if (gaps.length > 0) {
    const shareRight = calibrate(scores, isRight);
    // What was told of a mistaken value was right, and counted as a miss.
    const sound = 1 - Math.max(0, weighing.wrong - odd);
    for (const { row, code, chance } of gaps)
      suggest(row, code, Math.min(mostSure, shareRight(chance) / sound));
  }
  const judge =
    weighing.words > 0
      ? await learnMistakes(given, column.values.length, chanceOf, weighing.wrong, pause)
      : judgeByChance(chanceOf, weighing.wrong, odd);
  for (const [at, each] of given.entries()) {
    let [best, confidence] = [0, 0];
    for (const [place, share] of judge(each).entries()) {
      const code = each.codes[place] ?? 0;
      if (code !== each.own && share > confidence) [best, confidence] = [code, share];
    }
    if (best !== 0) suggest(each.row, best, confidence);
    if (at % rowsAtOnce === 0) await pause();
  }
  return suggestions;
}
