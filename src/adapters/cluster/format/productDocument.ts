/** A product as documents: one per picture, each with all that is said of the product, and read back. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Attributes, type Product, productImageSchema } from '../../../contract/products.ts';
import type { PublishedProduct } from '../../../core/cluster/ports.ts';
import type { ProductRecord } from '../../../core/products/ports.ts';
import { wordsOf } from '../../../core/products/textTokens.ts';
import { orderTerm, ownOrderTerm, readValueTerm, scalarTerms, valueTerm, wordTerms } from './terms.ts';

export interface ProductDocument {
  readonly id: string;
  /** Without its place among the products, which stays where it is however often a product is written. */
  readonly body: { readonly digest: string; readonly vector?: readonly number[] };
}

export function documentsOf({ record, details, vectors }: PublishedProduct): ProductDocument[] {
  const { id, name, images } = record;
  const attributes = Object.entries(record.attributes).filter(([, value]) => value !== '');
  const said = {
    product: id,
    looseId: id.normalize('NFC'),
    name,
    ...(details.isHidden === true && { hidden: true }),
    attributes: attributes.map(([field, value]) => valueTerm(field, value)),
    scalars: attributes.flatMap(([field, value]) => scalarTerms(field, value)),
    order: [
      ownOrderTerm('id', id),
      ownOrderTerm('name', name),
      ...attributes.map(([field, value]) => orderTerm(field, value)),
    ],
    words: [...new Set([...wordsOf(id), ...wordsOf(name)])],
    fieldWords: attributes.flatMap(([field, value]) => wordTerms(field, value)),
  };
  const embedded = images.filter(({ imageId }) => vectors.has(imageId));
  const pictures = embedded.length === 0 ? [null] : embedded;
  return pictures.map((picture, at) => {
    const vector = picture === null ? undefined : vectors.get(picture.imageId);
    const shown = { images: embedded, ...(at === 0 && { details: shownDetails(details) }) };
    const body = {
      ...said,
      leads: at === 0,
      ...(picture !== null && { imageId: picture.imageId }),
      shown,
    };
    return {
      id: documentId(id, picture?.imageId ?? ''),
      body: {
        ...body,
        digest: digestOf(body, vector),
        ...(vector !== undefined && { vector: Array.from(vector, shortest) }),
      },
    };
  });
}

/** The same for the same picture of the same product: what is written twice is there once. */
export function documentId(product: string, imageId: string): string {
  return createHash('sha256').update(`${product}\0${imageId}`).digest('base64url');
}

function digestOf(said: object, vector: Float32Array | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(said));
  if (vector !== undefined) hash.update(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  return hash.digest('base64url');
}

/** Nine digits tell every float32 apart, and halve what travels. */
function shortest(value: number): number {
  return Number(value.toPrecision(9));
}

function shownDetails({ images, corrected }: Product): z.input<typeof detailsSchema> {
  return { images, corrected: Object.entries(corrected).map(([field, was]) => ({ field, ...was })) };
}

const linkSchema = z.object({ imageId: z.string(), path: z.string() });

const detailsSchema = z.object({
  images: z.array(productImageSchema),
  corrected: z.array(
    z.object({ field: z.string(), metadata: z.string(), metadataThen: z.string().nullable() }),
  ),
});

export const documentSchema = z.looseObject({
  product: z.string(),
  name: z.string(),
  place: z.number(),
  hidden: z.boolean().optional(),
  attributes: z.array(z.string()),
  imageId: z.string().optional(),
  shown: z.object({ images: z.array(linkSchema), details: detailsSchema.optional() }),
  vector: z.array(z.number()).optional(),
});

export type FoundDocument = z.infer<typeof documentSchema>;

/** What is asked for of a document where its vector is not needed. */
export const saidFields = ['product', 'name', 'place', 'hidden', 'attributes', 'imageId', 'shown'] as const;

export function recordOf({ product, name, attributes, shown }: FoundDocument): ProductRecord {
  return { id: product, name, attributes: readAttributes(attributes), images: shown.images };
}

function readAttributes(terms: readonly string[]): Attributes {
  return Object.fromEntries(terms.map(readValueTerm));
}
