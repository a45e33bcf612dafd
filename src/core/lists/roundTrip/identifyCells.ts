/** Decides which product a cell means: by the cell alone where that is certain, else by the name and the image beside it. */
import { cleanCell } from '../../imports/metadata/cleanCells.ts';
import type { ProductReader, ProductRecord } from '../../products/ports.ts';
import type { Candidate, IdFinder } from './findIds.ts';
import { nameFew } from './remarks.ts';

/** What a row says about one of its two products; empty where the column is lost. */
export interface NamedProduct {
  readonly id: string;
  readonly name: string;
  readonly image: string;
}

/** `text` tells what was repaired, or why none is certain. */
export type Identified =
  | { readonly id: string; readonly text: string | null }
  | { readonly id: null; readonly text: string };

export interface CellIdentifier {
  /** @param column for the words */
  identify(column: string, named: NamedProduct): Identified | Promise<Identified>;
}

/** @param keepsZeros the file still has ids with leading zeros: no spreadsheet made numbers of them */
export function createCellIdentifier(
  finder: IdFinder,
  keepsZeros: boolean,
  products: Pick<ProductReader, 'recordsOf'>,
): CellIdentifier {
  /** The names and images of the row tell which of the candidates is meant. */
  async function weigh(
    column: string,
    named: NamedProduct,
    candidates: readonly Candidate[],
  ): Promise<Identified> {
    const records = await products.recordsOf(
      candidates.map(({ id }) => id),
      [],
    );
    const said = candidates.map((_, at) => agreement(named, records[at] ?? null));
    // Products may share a name; an image is one product's.
    const strongest = said.includes('image') ? 'image' : 'name';
    const agreeing = candidates.filter((_, at) => said[at] === strongest);
    const [one] = agreeing.length > 0 ? agreeing : candidates;
    const isCertain = agreeing.length === 1 || (candidates.length === 1 && said[0] === 'unsaid');
    if (one !== undefined && isCertain) return accept(column, named.id, one);
    const ids = nameFew(candidates.map(({ id }) => id));
    return {
      id: null,
      text:
        candidates.length === 1
          ? `${column} "${named.id}" is no product of this catalog. It may have been ${ids}, but the row names another product.`
          : `${column} "${named.id}" may be ${ids}; nothing else in the row tells which. Write the id as text.`,
    };
  }

  return {
    identify(column, named) {
      if (named.id.trim() === '') return { id: null, text: `${column} is empty.` };
      const candidates = finder.candidates(named.id);
      const [first] = candidates;
      if (first === undefined) {
        return { id: null, text: `${column} "${named.id}" is no product of this catalog.` };
      }
      const isNamed = first.breakage === null;
      if (isNamed && (candidates.length === 1 || keepsZeros)) return { id: first.id, text: null };
      return weigh(column, named, candidates);
    },
  };
}

function accept(column: string, cell: string, { id, breakage }: Candidate): Identified {
  return { id, text: breakage === null ? null : `${column} "${cell}" was read as ${id}: ${breakage}.` };
}

/** What of the rest of the row speaks for the product; `unsaid` where nothing else is there. */
function agreement(
  { name, image }: NamedProduct,
  product: ProductRecord | null,
): 'image' | 'name' | 'none' | 'unsaid' {
  if (product === null) return 'none';
  const [wantedName, wantedImage] = [cleanCell(name), cleanCell(image)];
  if (wantedName === '' && wantedImage === '') return 'unsaid';
  if (product.images.some(({ path }) => cleanCell(path) === wantedImage)) return 'image';
  return cleanCell(product.name) === wantedName ? 'name' : 'none';
}
