/** The check before a file for a shop is written: every product has a key there, its own, that the file can hold. */
import type { Blocked } from '../../../contract/exports.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Cancellation } from '../../imports/ports.ts';
import type { ProductReader, ProductRecord } from '../../products/ports.ts';
import type { FileForm, Preset } from './preset.ts';

export interface KeyCheck {
  readonly preset: Preset;
  readonly form: FileForm;
  /** Null for the product's own id. */
  readonly keyField: string | null;
  /** The catalog was made from a table: a product that no row tells of is unknown in the shop. */
  readonly hasMetadata: boolean;
}

export interface Keys {
  /** Product id → its key in the shop; of usable products alone, in the catalog's order. */
  readonly keyOf: ReadonlyMap<string, string>;
  readonly blocked: readonly Blocked[];
}

export interface KeySources {
  readonly products: Pick<ProductReader, 'recordsOf'>;
  readonly signal: Cancellation;
  /** Lets the engine answer others. */
  pause(): Promise<void>;
}

const pageLength = 1000;

/**
 * Looks at every product of the catalog, because each may be recommended; of those that share a key none is usable.
 * @throws Failure `cancelled` once the signal is aborted
 */
export async function readKeys(
  { products, signal, pause }: KeySources,
  ids: readonly string[],
  check: KeyCheck,
): Promise<Keys> {
  // Whether any row tells of a product is seen by all that it has.
  const fields = check.keyField === null ? null : [check.keyField];
  const found: { id: string; key: string; problem: string | null }[] = [];
  const firstOf = new Map<string, string>();
  const shared = new Map<string, string>();
  for (let start = 0; start < ids.length; start += pageLength) {
    if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; no file was written.');
    for (const record of await products.recordsOf(ids.slice(start, start + pageLength), fields)) {
      if (record === null) continue;
      const key = keyOf(record, check);
      found.push({ id: record.id, key, problem: problemOf(record, key, check) });
      if (key === '') continue;
      const same = check.preset.ignoresCapitals ? key.toLowerCase() : key;
      const first = firstOf.get(same);
      if (first === undefined) firstOf.set(same, record.id);
      else {
        shared.set(record.id, first);
        if (!shared.has(first)) shared.set(first, record.id);
      }
    }
    await pause();
  }
  const usable = new Map<string, string>();
  const blocked: Blocked[] = [];
  for (const { id, key, problem } of found) {
    const other = shared.get(id);
    const reason =
      problem ??
      (other === undefined ? null : `Its ${check.preset.keyWord} “${key}” is also that of product ${other}.`);
    if (reason === null) usable.set(id, key);
    else blocked.push({ id, reason });
  }
  return { keyOf: usable, blocked };
}

function keyOf({ id, attributes }: ProductRecord, { keyField }: KeyCheck): string {
  return keyField === null ? id : (attributes[keyField] ?? '');
}

/** What a spreadsheet makes of long numbers: the digits are lost for good. */
const shortenedNumber = /^\d+([.,]\d+)?E\+\d+$/i;

function problemOf(
  { name, attributes }: ProductRecord,
  key: string,
  { preset, form, keyField, hasMetadata }: KeyCheck,
): string | null {
  const { title, keyWord } = preset;
  if (key.trim() === '') return `It has no ${keyWord}: the field ${keyField ?? 'id'} is empty.`;
  const its = `Its ${keyWord} “${key}”`;
  if (key !== key.trim()) {
    return `${its} begins or ends with a blank, which ${title} takes for another product’s.`;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what no line of a file and no XML may hold.
  if (/[\u0000-\u001f\u007f\u2028\u2029\ufffe\uffff]/.test(key) || !key.isWellFormed()) {
    return `${its} has a line break or another character that no file for ${title} can hold.`;
  }
  const forbidden = form.forbidden.find((each) => key.includes(each));
  if (forbidden !== undefined) {
    return `${its} has a “${forbidden}” in it, which ${title} does not read as a part of it.`;
  }
  if (shortenedNumber.test(key)) {
    return `${its} is a number that a spreadsheet has shortened: its last digits are lost. Import the metadata again from the shop’s own file.`;
  }
  const special = form.problemOf?.(key) ?? null;
  if (special !== null) return `${its} ${special}.`;
  if (keyField === null && hasMetadata && Object.values(attributes).every((value) => value === '')) {
    return `No row of the metadata tells of it: its id is only a file’s name, and ${title} may not know it.`;
  }
  if (preset.setsName && name.trim() === '') {
    return `It has no name, and ${title} asks for one.`;
  }
  return null;
}
