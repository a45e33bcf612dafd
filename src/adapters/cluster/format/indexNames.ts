/** What the indices of a shared catalog are called. The catalog's own name is an alias of the products that are shown. */
import { createHash } from 'node:crypto';

export interface IndexNames {
  /** Products and embeddings of the space that is shown. */
  readonly shown: string;
  /** Products and embeddings of one space; null: of every one. */
  products(space: string | null): string;
  readonly thumbnails: string;
  readonly curation: string;
  readonly journal: string;
}

export function indexNames(name: string): IndexNames {
  return {
    shown: name,
    products: (space) =>
      `${name}-products-${space === null ? '*' : createHash('sha256').update(space).digest('hex').slice(0, 12)}`,
    thumbnails: `${name}-thumbnails`,
    curation: `${name}-curation`,
    journal: `${name}-journal`,
  };
}
