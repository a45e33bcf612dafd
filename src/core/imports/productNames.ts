/** Ids of products across the imported folders: when the same id is the same product, and what it is called when not. */
import type { Attributes } from '../../contract/products.ts';
import type { StoredProduct } from './storePort.ts';

/** A row of the metadata, as far as it says which product it is about. */
interface RowWords {
  readonly id: string;
  readonly name: string | null;
  readonly attributes: Attributes;
}

export interface ProductNames {
  /** The product of a metadata row. */
  ofRow(row: RowWords): string;
  /** The product of a file's name. @param previousId what it was called before: its own id is not taken */
  ofFile(id: string, previousId: string | null): string;
  hasAttributes(productId: string): boolean;
  /** What was decided where an id was in the catalog already, in words. */
  notes(): string[];
}

export interface ProductNamesOptions {
  /** The imported folder, as stored images have it. */
  readonly folder: string;
  /** The metadata file of this import, or null. */
  readonly metadata: string | null;
  /** False where no other folder was ever imported. */
  readonly hasOthers: boolean;
  find(productId: string): StoredProduct | null;
  /** True for an image of another source that this import found here: it does not hold its product there. */
  isMoving(imageKey: number): boolean;
}

/** How many products a note names before it says how many more there are. */
const productsNamed = 5;

/**
 * The first source that brought a product keeps it. A row of another source is about the same product if it comes from
 * the same metadata file or says nothing that the product does not say (a second folder of photos); else it is a product
 * of its own, `<folder>/<id>`. What was decided once stays: a product that has images of this source is its product.
 * A file without metadata joins a product that metadata described, since its id is a word of the shop's, but not one
 * that was merely called after another file.
 */
export function createProductNames(options: ProductNamesOptions): ProductNames {
  const { folder, metadata } = options;
  const byRow = new Map<string, string>();
  const joined = new Set<string>();
  const apart = new Map<string, string>();

  const isHere = (image: { readonly key: number; readonly folder: string }) =>
    image.folder === folder || options.isMoving(image.key);

  /** `<folder>/<id>`, with more of the folder's path where that is taken too. */
  function* longerIds(id: string): Generator<string> {
    const parts = folder.split(/[\\/]+/).filter((part) => part !== '');
    for (let at = parts.length - 1; at >= 0; at--)
      yield `${parts.slice(at).join('/')}/${id}`.normalize('NFC');
  }

  function setApart(id: string, previousId: string | null): string {
    let free = id;
    for (const longer of longerIds(id)) {
      free = longer;
      const product = options.find(longer);
      if (longer === previousId || product === null || product.images.every(isHere)) break;
    }
    apart.set(id, free);
    return free;
  }

  /** The product of this id set apart by an earlier import of this folder. */
  function findApart(id: string): string | null {
    for (const longer of longerIds(id)) {
      const product = options.find(longer);
      if (product === null) return null;
      if (product.images.some(isHere)) return longer;
    }
    return null;
  }

  function findRowProduct(row: RowWords): string {
    const product = options.find(row.id);
    const [first] = product?.images ?? [];
    if (!options.hasOthers || (first !== undefined && isHere(first))) return row.id;
    const before = findApart(row.id);
    if (before !== null) {
      if (first !== undefined) apart.set(row.id, before);
      return before;
    }
    if (product === null || product.images.every(isHere)) return row.id;
    const isSame =
      product.images.some(isHere) ||
      (metadata !== null && metadata === product.metadata) ||
      saysNothingElse(row, product);
    if (!isSame) return setApart(row.id, null);
    joined.add(row.id);
    return row.id;
  }

  return {
    ofRow(row) {
      const known = byRow.get(row.id);
      if (known !== undefined) return known;
      const id = findRowProduct(row);
      byRow.set(row.id, id);
      return id;
    },
    ofFile(id, previousId) {
      const product = options.find(id);
      if (id === previousId || product === null || product.images.some(isHere)) return id;
      if (product.images.length === 0) return id;
      if (product.metadata === null || !hasValues(product)) return setApart(id, previousId);
      joined.add(id);
      return id;
    },
    hasAttributes(productId) {
      const product = options.find(productId);
      return product !== null && hasValues(product);
    },
    notes() {
      const notes: string[] = [];
      if (joined.size > 0) {
        notes.push(
          `${count(joined.size)} in the catalog already, from another folder: the images were added to the same products (${name([...joined])}).`,
        );
      }
      if (apart.size > 0) {
        notes.push(
          `${count(apart.size)} in the catalog already, for other products of another folder: here they are called ${name([...apart.values()])}.`,
        );
      }
      return notes;
    },
  };
}

function hasValues(product: StoredProduct): boolean {
  return Object.keys(product.attributes).length > 0;
}

function saysNothingElse(row: RowWords, product: StoredProduct): boolean {
  if (row.name !== null && row.name !== product.name) return false;
  return Object.entries(row.attributes).every(([field, value]) => product.attributes[field] === value);
}

function count(ids: number): string {
  return ids === 1 ? '1 product id was' : `${ids.toLocaleString('en')} product ids were`;
}

function name(ids: readonly string[]): string {
  const named = ids.slice(0, productsNamed).join(', ');
  return ids.length > productsNamed
    ? `${named} and ${(ids.length - productsNamed).toLocaleString('en')} more`
    : named;
}
