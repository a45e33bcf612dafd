/** Filters as people read them: in chips, and where it is said what to drop. */
import type { ListState } from '../../../../contract/listWords.ts';
import type { Filter } from '../../../../contract/products.ts';
import { formatCounted } from '../../../components/format.ts';
import { fieldName } from '../fieldName.ts';

/** What a value is called: products without a value in a field have the empty string there. */
export function nameOfValue(value: string): string {
  return value === '' ? '(none)' : value;
}

/** How far a list is, as people read it. */
export const listStateWords: Readonly<Record<ListState, string>> = {
  untouched: 'not begun',
  begun: 'begun',
  done: 'done',
};

/** "Gender: Men, Women", "Price: 10 to 20", "Season: any value". */
export function nameOfFilter(filter: Filter): string {
  switch (filter.kind) {
    case undefined:
    case 'values':
      return `${fieldName(filter.field)}: ${filter.values.map(nameOfValue).join(', ')}`;
    case 'range':
      return `${fieldName(filter.field)}: ${nameOfRange(filter.min, filter.max)}`;
    case 'text':
      return filter.field === undefined ? `“${filter.text}”` : `${fieldName(filter.field)}: “${filter.text}”`;
    case 'ids':
      return formatCounted(filter.ids.length, 'chosen product');
    case 'selection':
      return 'Selection';
    case 'has':
      return `${fieldName(filter.field)}: any value`;
    case 'hidden':
      return 'Hidden as duplicates';
    case 'list':
      return `List ${filter.states.map((state) => listStateWords[state]).join(' or ')}`;
    case 'lacks':
      return `${fieldName(filter.field)}: ${nameOfValue('')}`;
  }
}

function nameOfRange(min: string | number | undefined, max: string | number | undefined): string {
  if (min === undefined) return `up to ${max}`;
  return max === undefined ? `${min} and more` : `${min} to ${max}`;
}
