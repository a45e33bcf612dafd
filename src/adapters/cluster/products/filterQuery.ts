/** Filters as OpenSearch asks for them; each means what `core/products/filterMask.ts` says. */
import { Failure } from '../../../contract/failure.ts';
import type { Filter } from '../../../contract/products.ts';
import type { SoldOut } from '../../../contract/queue.ts';
import { wordsOf } from '../../../core/products/textTokens.ts';
import { fieldPrefix, valueTerm, withinClauses } from '../format/terms.ts';

/** OpenSearch takes no more in one question. */
const mostTerms = 65_536;

export interface FilterSource {
  /** The catalog's. */
  readonly fields: readonly string[];
  /** @throws Failure `not-found` where it is no longer held */
  idsOfSelection(selectionId: string): Iterable<string>;
}

/** What products must pass: all of these. @throws Failure `bad-input` naming an unknown field, and as the source does */
export function filterClauses(where: readonly Filter[], source: FilterSource): object[] {
  const wantsHidden = where.some(({ kind }) => kind === 'hidden');
  return [
    wantsHidden ? isHidden : { bool: { must_not: [isHidden] } },
    ...where.flatMap((filter) => clausesOf(filter, source)),
  ];
}

const isHidden = { term: { hidden: true } };

export function soldOutClause({ field, values }: SoldOut): object {
  return { terms: { attributes: values.map((value) => valueTerm(field, value)) } };
}

/** As typed into the search box: every word begins a word of the id or the name. */
export function textClauses(text: string): object[] {
  return wordsOf(text).map((word) => ({ prefix: { words: word } }));
}

function clausesOf(filter: Filter, source: FilterSource): object[] {
  switch (filter.kind) {
    case undefined:
    case 'values':
      requireField(filter.field, source);
      return [valuesClause(filter.field, filter.values)];
    case 'range':
      requireField(filter.field, source);
      return withinClauses(filter.field, filter);
    case 'has':
      requireField(filter.field, source);
      return [hasValue(filter.field)];
    case 'lacks':
      requireField(filter.field, source);
      return [hasNoValue(filter.field)];
    case 'text': {
      const { field, text } = filter;
      if (field === undefined) return textClauses(text);
      requireField(field, source);
      return wordsOf(text).map((word) => ({ prefix: { fieldWords: valueTerm(field, word) } }));
    }
    case 'ids':
      return [idsClause(filter.ids)];
    case 'selection':
      return [idsClause([...source.idsOfSelection(filter.id)])];
    case 'hidden':
      return [];
    case 'list':
      throw new Failure(
        'bad-input',
        'Lists of a shared catalog are not kept yet, so that products cannot be filtered by them. Take this filter away.',
      );
  }
}

function valuesClause(field: string, values: readonly string[]): object {
  const present = values.filter((value) => value !== '');
  const terms = { terms: { attributes: present.map((value) => valueTerm(field, value)) } };
  if (present.length === values.length) return terms;
  return { bool: { should: [terms, hasNoValue(field)], minimum_should_match: 1 } };
}

function hasValue(field: string): object {
  return { prefix: { attributes: fieldPrefix(field) } };
}

function hasNoValue(field: string): object {
  return { bool: { must_not: [hasValue(field)] } };
}

function idsClause(ids: readonly string[]): object {
  if (ids.length > mostTerms) {
    throw new Failure(
      'bad-input',
      `A shared catalog is asked for at most ${mostTerms.toLocaleString('en-US')} chosen products at once. Choose fewer, or filter by a field.`,
    );
  }
  return {
    bool: {
      should: [{ terms: { product: ids } }, { terms: { looseId: ids.map((id) => id.normalize('NFC')) } }],
      minimum_should_match: 1,
    },
  };
}

/** @throws Failure `bad-input` naming the known fields */
export function requireField(field: string, { fields }: Pick<FilterSource, 'fields'>): void {
  if (fields.includes(field)) return;
  const known = fields.length === 0 ? 'it has no fields' : `its fields are ${fields.join(', ')}`;
  throw new Failure('bad-input', `The catalog has no field "${field}": ${known}.`);
}
