/** Filters as parameters of the address: `where.gender=Men`, `range.price=10..20`, `find=navy`, `has=season` … */
import { type Filter, filterSchema, isValueFilter } from '../../contract/products.ts';
import { formatBounds, parseBounds } from '../../contract/scalars.ts';

const wherePrefix = 'where.';
const rangePrefix = 'range.';
const findPrefix = 'find.';

export function writeFilters(where: readonly Filter[], params: URLSearchParams): void {
  for (const filter of where) {
    for (const [name, value] of parametersOf(filter)) params.append(name, value);
  }
}

function parametersOf(filter: Filter): [name: string, value: string][] {
  switch (filter.kind) {
    case undefined:
    case 'values':
      return filter.values.map((value) => [wherePrefix + filter.field, value]);
    case 'range':
      return [[rangePrefix + filter.field, formatBounds(filter)]];
    case 'text':
      return [[filter.field === undefined ? 'find' : findPrefix + filter.field, filter.text]];
    case 'ids':
      return [['ids', filter.ids.map(encodeURIComponent).join(',')]];
    case 'selection':
      return [['selection', filter.id]];
    case 'hidden':
      return [['hidden', 'yes']];
    case 'list':
      return [['list', `${filter.type}:${filter.states.join(',')}`]];
    case 'has':
    case 'lacks':
      return [[filter.kind, filter.field]];
  }
}

/** The filters in their order; one that cannot be read is left out. */
export function readFilters(params: URLSearchParams): Filter[] {
  const where: Filter[] = [];
  for (const [name, value] of params) {
    const { data } = filterSchema.safeParse(filterOf(name, value));
    if (data === undefined) continue;
    const known = where.find(
      (each) => isValueFilter(each) && isValueFilter(data) && each.field === data.field,
    );
    if (known !== undefined && isValueFilter(known)) known.values.push(value);
    else where.push(data);
  }
  return where;
}

function filterOf(name: string, value: string): unknown {
  if (name.startsWith(wherePrefix)) return { field: name.slice(wherePrefix.length), values: [value] };
  if (name.startsWith(rangePrefix)) {
    return { kind: 'range', field: name.slice(rangePrefix.length), ...parseBounds(value) };
  }
  if (name.startsWith(findPrefix)) return { kind: 'text', field: name.slice(findPrefix.length), text: value };
  switch (name) {
    case 'find':
      return { kind: 'text', text: value };
    case 'ids':
      return { kind: 'ids', ids: value.split(',').map(decode) };
    case 'selection':
      return { kind: 'selection', id: value };
    case 'hidden':
      return { kind: 'hidden' };
    case 'list': {
      const [type, states = ''] = value.split(':');
      return { kind: 'list', type, states: states.split(',') };
    }
    case 'has':
    case 'lacks':
      return { kind: name, field: value };
    default:
      return null;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A hand-typed address with a stray per cent sign: take it as it stands.
    return text;
  }
}
