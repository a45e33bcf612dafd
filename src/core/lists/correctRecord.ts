import type { ProductRecord } from '../products/ports.ts';

/** The product as the curator says it: corrected fields over what the metadata says, an empty correction means "no value". */
export function correctRecord(
  record: ProductRecord,
  corrections: Readonly<Record<string, string>> | undefined,
): ProductRecord {
  if (corrections === undefined) return record;
  const attributes = Object.entries({ ...record.attributes, ...corrections }).filter(
    ([, value]) => value !== '',
  );
  return { ...record, attributes: Object.fromEntries(attributes) };
}
