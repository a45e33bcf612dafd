/** Filters as parameters of an address. */
import type { Filter } from '../../contract/products.ts';

const wherePrefix = 'where.';

export function writeFilters(where: readonly Filter[], params: URLSearchParams): void {
  for (const filter of where) {
    for (const value of filter.values) params.append(wherePrefix + filter.field, value);
  }
}

/** What cannot be read is left out. */
export function readFilters(params: URLSearchParams): Filter[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of params) {
    if (!name.startsWith(wherePrefix) || name.length === wherePrefix.length) continue;
    const field = name.slice(wherePrefix.length);
    values.set(field, [...(values.get(field) ?? []), value]);
  }
  return [...values].map(([field, each]) => ({ field, values: each }));
}
