/** A product as documents: one per picture, each with all that is said of the product. This is how they are read. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Attributes, type Product, productImageSchema } from '../../../contract/products.ts';
import type { ProductRecord } from '../../../core/products/ports.ts';
import { readValueTerm } from './terms.ts';

/** Whose documents those are that do not say it. */
export const published = 'published';

/** Finds the documents of one owner. */
export function ownedBy(owner: string): object {
  return owner === published
    ? { bool: { must_not: [{ exists: { field: 'from' } }] } }
    : { term: { from: owner } };
}

/** The same for the same picture of the same product: what is written twice is there once. */
export function documentId(product: string, imageId: string): string {
  return createHash('sha256').update(`${product}\0${imageId}`).digest('base64url');
}

const linkSchema = z.object({ imageId: z.string(), path: z.string() });

/** A correction as it came into the product. */
const writtenCorrectionSchema = z.object({
  field: z.string(),
  /** Null: it was taken back. */
  value: z.string().nullable(),
  /** What the metadata says. */
  metadata: z.string(),
  metadataThen: z.string().nullable(),
  /** The index of decisions that it comes from, and which write of it: the newest stands. */
  origin: z.string(),
  seqNo: z.number().int(),
});

const detailsSchema = z.object({
  /** Each with whose it is. */
  images: z.array(productImageSchema.extend({ from: z.string().optional() })),
});

export const documentSchema = z.looseObject({
  product: z.string(),
  name: z.string(),
  place: z.number(),
  hidden: z.boolean().optional(),
  attributes: z.array(z.string()),
  imageId: z.string().optional(),
  /** Whose document it is; left out: the published catalog's. */
  from: z.string().optional(),
  shown: z.object({
    images: z.array(linkSchema),
    details: detailsSchema.optional(),
    corrections: z.array(writtenCorrectionSchema).default([]),
    /** Whose word name and attributes are; left out: the published catalog's. */
    word: z.string().optional(),
  }),
  /** Another whenever anything but its place changes. */
  digest: z.string().optional(),
});

export interface FoundDocument extends z.infer<typeof documentSchema> {
  readonly vector?: Float32Array;
}
export type WrittenCorrection = z.infer<typeof writtenCorrectionSchema>;
export type OwnedImage = z.infer<typeof detailsSchema>['images'][number];

/** Of a document's fields these. OpenSearch puts its vector together with whatever else is asked for, unless it is told not to. */
export function onlyFields(fields: readonly string[]): object {
  return { includes: fields, excludes: ['vector'] };
}

/** What is said of a product. */
export const saidFields = onlyFields([
  ...['product', 'name', 'place', 'hidden', 'attributes', 'imageId'],
  ...['shown', 'digest'],
]);

/** Values by field, by product; null: what the metadata says. */
export type SaidValues = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

/** @param unshown corrections of this machine that are not in the documents yet */
export function recordOf(document: FoundDocument, unshown?: SaidValues): ProductRecord {
  const { product, name, attributes, shown } = document;
  const said = { id: product, name, attributes: readAttributes(attributes), images: shown.images };
  const values = unshown?.get(product);
  if (values === undefined) return said;
  const metadata = metadataOf(document);
  const now = new Map(Object.entries(said.attributes));
  for (const [field, value] of values) now.set(field, value ?? metadata[field] ?? '');
  return { ...said, attributes: Object.fromEntries([...now].filter(([, value]) => value !== '')) };
}

/** Attributes as the metadata says them. */
export function metadataOf({ attributes, shown }: Pick<FoundDocument, 'attributes' | 'shown'>): Attributes {
  const said = new Map(Object.entries(readAttributes(attributes)));
  for (const { field, metadata } of shown.corrections) said.set(field, metadata);
  return Object.fromEntries([...said].filter(([, value]) => value !== ''));
}

/** What the metadata says of the corrected fields, and what it said then. */
export function correctedOf(document: FoundDocument, unshown: SaidValues): Product['corrected'] {
  const values = unshown.get(document.product);
  const metadata = metadataOf(document);
  const there = new Map(
    document.shown.corrections
      .filter(({ value }) => value !== null)
      .map(({ field, metadata: said, metadataThen }) => [field, { metadata: said, metadataThen }]),
  );
  for (const [field, value] of values ?? []) {
    const said = metadata[field] ?? '';
    if (value === null) there.delete(field);
    else there.set(field, { metadata: said, metadataThen: said });
  }
  return Object.fromEntries(there);
}

function readAttributes(terms: readonly string[]): Attributes {
  return Object.fromEntries(terms.map(readValueTerm));
}
