/**
 * Embeddings of documents as the bytes of their column. Where they are asked for as a part of the documents, OpenSearch puts each
 * document together anew and writes 2,048 numbers as text: ten times the work, and twice the bytes.
 */
import { z } from 'zod';

/** Little-endian, four bytes a number. */
const readColumn = `
  def column = doc['vector'];
  if (column.size() == 0) return null;
  float[] vector = column.value;
  byte[] bytes = new byte[4 * vector.length];
  int at = 0;
  for (float value : vector) {
    int bits = Float.floatToRawIntBits(value);
    bytes[at++] = (byte) bits;
    bytes[at++] = (byte) (bits >> 8);
    bytes[at++] = (byte) (bits >> 16);
    bytes[at++] = (byte) (bits >> 24);
  }
  return bytes;`;

/** In 32 bits, of which the highest are left out. */
const addUpColumn = `
  def column = doc['vector'];
  if (column.size() == 0) return null;
  int sum = 0;
  for (float value : column.value) {
    sum = 31 * sum + Float.floatToRawIntBits(value);
  }
  return sum;`;

/** A search is asked for that beside the documents where it is enough to know whether their embeddings are some that are here. */
export const vectorSums = {
  script_fields: { vectorSum: { script: { lang: 'painless', source: addUpColumn } } },
} as const;

/** What it answers to that for a document; nothing, or null, for one without an embedding. */
export const vectorSumFieldsSchema = z.looseObject({
  vectorSum: z.array(z.number().int().nullable()).optional(),
});

/** The same of an embedding that is here. One number that is another always gives another sum, whatever else but in one of four thousand million cases. */
export function vectorSum(vector: Float32Array): number {
  let sum = 0;
  for (const bits of new Int32Array(vector.buffer, vector.byteOffset, vector.length))
    sum = (Math.imul(31, sum) + bits) | 0;
  return sum;
}

/** What a search is asked for beside the documents. */
export const vectorBytes = {
  script_fields: { vector: { script: { lang: 'painless', source: readColumn } } },
} as const;

/** What it answers to that for a document; nothing, or null, for one without. */
export const vectorFieldsSchema = z.looseObject({
  vector: z.array(z.string().nullable()).optional(),
});

/** Null for a document without an embedding. */
export function readVector(fields: z.infer<typeof vectorFieldsSchema> | undefined): Float32Array | null {
  const text = fields?.vector?.[0] ?? null;
  return text === null ? null : new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
