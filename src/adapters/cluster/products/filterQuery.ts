/** Filters as OpenSearch asks for them; each means what `core/products/filterMask.ts` says. */
import { Failure } from '../../../contract/failure.ts';
import type { Filter, ListFilter } from '../../../contract/products.ts';
import type { ListStates } from '../../../core/products/filterMask.ts';
import { wordsOf } from '../../../core/products/textTokens.ts';
import { fieldPrefix, valueTerm, withinClauses } from '../format/terms.ts';
import type { FilterSource } from './filterSource.ts';

/** OpenSearch takes no more in one question. */
const mostTerms = 65_536;

/** What products must pass: all of these. @throws Failure `bad-input` naming an unknown field, and as the source does */
export function filterClauses(where: readonly Filter[], source: FilterSource): object[] {
  const wantsHidden = where.some(({ kind }) => kind === 'hidden');
  return [
    wantsHidden ? isHidden(source) : { bool: { must_not: [isHidden(source)] } },
    ...where.flatMap((filter) => clausesOf(filter, source)),
  ];
}

function isHidden({ hidden }: FilterSource): object {
  const wasPublishedSo = { term: { hidden: true } };
  return hidden.size === 0 ? wasPublishedSo : anyOf([wasPublishedSo, idsClause([...hidden])]);
}

/** What is sold out, in no search. */
export function soldOutClauses({ soldOut }: FilterSource): object[] {
  if (soldOut === null) return [];
  const { field, values } = soldOut;
  return [{ terms: { attributes: values.map((value) => valueTerm(field, value)) } }];
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
      return [listClause(filter, source.listStates(filter.type))];
  }
}

/** All but those named are untouched. */
function listClause({ states }: ListFilter, { begun, done }: ListStates): object {
  const isDone = idsClause([...done]);
  const isBegun = idsClause([...begun].filter((id) => !done.has(id)));
  const wanted = {
    done: isDone,
    begun: isBegun,
    untouched: { bool: { must_not: [isDone, isBegun] } },
  };
  return anyOf(states.map((state) => wanted[state]));
}

function valuesClause(field: string, values: readonly string[]): object {
  const present = values.filter((value) => value !== '');
  const terms = { terms: { attributes: present.map((value) => valueTerm(field, value)) } };
  return present.length === values.length ? terms : anyOf([terms, hasNoValue(field)]);
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
      `A shared catalog is asked for at most ${mostTerms.toLocaleString('en-US')} products by their ids at once: chosen ones, hidden ones, or those of lists. Choose fewer, or filter by a field.`,
    );
  }
  return anyOf([{ terms: { product: ids } }, { terms: { looseId: ids.map((id) => id.normalize('NFC')) } }]);
}

function anyOf(should: readonly object[]): object {
  return { bool: { should, minimum_should_match: 1 } };
}

/** @throws Failure `bad-input` naming the known fields */
export function requireField(field: string, { fields }: Pick<FilterSource, 'fields'>): void {
  if (fields.includes(field)) return;
  const known = fields.length === 0 ? 'it has no fields' : `its fields are ${fields.join(', ')}`;
  throw new Failure('bad-input', `The catalog has no field "${field}": ${known}.`);
}
