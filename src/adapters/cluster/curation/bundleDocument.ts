/** A bundle of generated lists as a document: packed, with a digest that tells whether it is as it was sent. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type BundleName, bundleText, type ListBundle, readBundleText } from '../../../core/team/bundles.ts';

export const bundleKind = 'bundle';
/** Of the document that says what becomes of a set. */
export const fateKind = 'fate';

const sourceSchema = z.looseObject({
  value: z.looseObject({
    set: z.string(),
    place: z.number().int(),
    /** Of the text that is packed. */
    digest: z.string(),
    packed: z.base64(),
  }),
});

export function idOfBundle({ set, place }: BundleName): string {
  return `${bundleKind}-${set}-${place}`;
}

/** @param id of a bundle's document */
export function nameOfBundle(id: string): BundleName {
  const end = id.lastIndexOf('-');
  return { set: id.slice(bundleKind.length + 1, end), place: Number(id.slice(end + 1)) };
}

export function idOfFate(set: string): string {
  return `${fateKind}-${set}`;
}

export function bundleDocument(
  { set, place, lists }: ListBundle,
  { author, at }: { readonly author: string; readonly at: string },
): object {
  const text = bundleText(lists);
  const packed = deflateRawSync(text).toString('base64');
  return { kind: bundleKind, author, at, value: { set, place, digest: digestOf(text), packed } };
}

/** Null for what is no such document, is another one, or is not as it was sent. */
export function readBundleDocument(source: unknown, { set, place }: BundleName): ListBundle | null {
  const { data } = sourceSchema.safeParse(source);
  if (data === undefined || data.value.set !== set || data.value.place !== place) return null;
  const text = unpack(data.value.packed);
  if (text === null || digestOf(text) !== data.value.digest) return null;
  const lists = readBundleText(text);
  return lists === null ? null : { set, place, lists };
}

function unpack(packed: string): string | null {
  try {
    return inflateRawSync(Buffer.from(packed, 'base64')).toString();
  } catch {
    return null;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
