/** Of the suggestions that were found those that are still open, and of these the ones that are meant. */
import type { SpeakingWord, SuggestionKind } from '../../contract/insight/repair.ts';
import type { ConfirmedValue } from './ports.ts';

/** A suggestion as it is held: `neighbours` are asked for when it is seen. */
export interface HeldSuggestion {
  readonly id: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly confidence: number;
  readonly words: SpeakingWord[];
}

export interface Choice {
  readonly minConfidence: number;
  readonly fields?: readonly string[] | undefined;
  readonly kind?: SuggestionKind | undefined;
}

export function kindOf({ from }: Pick<HeldSuggestion, 'from'>): SuggestionKind {
  return from === '' ? 'missing' : 'doubtful';
}

/**
 * Without those whose product is gone or says something else by now, and those whose value was said to be right.
 * @param valueNow what a product says now; null for one that is not there
 */
export function openSuggestions(
  found: readonly HeldSuggestion[],
  confirmed: readonly ConfirmedValue[],
  valueNow: (id: string, field: string) => string | null,
): HeldSuggestion[] {
  const confirmedByName = new Map(confirmed.map((one) => [nameOf(one.productId, one.field), one.value]));
  return found.filter(
    ({ id, field, from }) => valueNow(id, field) === from && confirmedByName.get(nameOf(id, field)) !== from,
  );
}

export function chooseSuggestions(
  open: readonly HeldSuggestion[],
  { minConfidence, fields, kind }: Choice,
): HeldSuggestion[] {
  const chosen = fields === undefined ? null : new Set(fields);
  return open.filter(
    (one) =>
      one.confidence >= minConfidence &&
      (kind === undefined || kindOf(one) === kind) &&
      (chosen === null || chosen.has(one.field)),
  );
}

function nameOf(id: string, field: string): string {
  return JSON.stringify([id, field]);
}
