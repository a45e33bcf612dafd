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
    const said = candidates.map((_, at) => agrees(named, records[at] ?? null));
    const agreeing = candidates.filter((_, at) => said[at] === true);
    const [one] = agreeing.length > 0 ? agreeing : candidates;
    const isCertain = agreeing.length === 1 || (candidates.length === 1 && said[0] === null);
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

/** Null where the row says nothing else about the product. */
function agrees({ name, image }: NamedProduct, product: ProductRecord | null): boolean | null {
  if (product === null) return false;
  const said = [cleanCell(name), cleanCell(image)];
  if (said.every((text) => text === '')) return null;
  const [wantedName, wantedImage] = said;
  return (
    cleanCell(product.name) === wantedName ||
    product.images.some(({ path }) => cleanCell(path) === wantedImage)
  );
}
