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
