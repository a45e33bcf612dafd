import type { ProductRecord } from '../products/ports.ts';
import type { CorrectedValue } from './ports.ts';

/** The product as the curator says it: corrected fields over what the metadata says, an empty correction means "no value". */
export function correctRecord(
  record: ProductRecord,
  corrections: ReadonlyMap<string, Pick<CorrectedValue, 'value'>> | undefined,
): ProductRecord {
  if (corrections === undefined) return record;
  const attributes = new Map(Object.entries(record.attributes));
  for (const [field, { value }] of corrections) attributes.set(field, value);
  return {
    ...record,
    attributes: Object.fromEntries([...attributes].filter(([, value]) => value !== '')),
  };
}
