/** What a document says and its embedding, each as a digest, in one text: two documents with the same are the same but for their place. */
import { createHash } from 'node:crypto';

export interface DocumentDigest {
  /** Of everything but place and embedding. */
  readonly said: string;
  /** Of the embedding; empty where there is none. */
  readonly vector: string;
}

export function saidDigest(said: object): string {
  return digestOf(JSON.stringify(said));
}

export function vectorDigest(vector: Float32Array): string {
  return digestOf(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
}

export function joinDigest({ said, vector }: DocumentDigest): string {
  return `${said}.${vector}`;
}

export function partDigest(digest: string): DocumentDigest {
  const [said = '', vector = ''] = digest.split('.');
  return { said, vector };
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url');
}
