/** Products as columns, some hundreds at a time: the form in which rows take them fastest. */
import { type PackedImageIds, packImageIds } from '../columns/imageIds.ts';
import { type PackedTexts, packTexts } from '../columns/textColumn.ts';
import type { ProductRecord } from './ports.ts';

export interface PackedProducts {
  readonly ids: PackedTexts;
  readonly names: PackedTexts;
  /** By product, how many images it has. */
  readonly imageCounts: Uint32Array;
  /** Of all images, one product's behind the other's. */
  readonly imageIds: PackedImageIds;
  readonly paths: PackedTexts;
  /** The fields that any of these products has a value in. */
  readonly fields: readonly PackedField[];
}

export interface PackedField {
  readonly name: string;
  /** Values that no product had before; each has the next number, from 1. */
  readonly added: readonly string[];
  /** By product, the number of its value; 0 for none. */
  readonly codes: Uint32Array;
}

/** Packs all products of a catalog, page by page: what a page's numbers mean, it and those before it say. */
export function createPacking(): (records: readonly ProductRecord[]) => PackedProducts {
  const codesByField = new Map<string, Map<string, number>>();

  function codesOf(field: string): Map<string, number> {
    const known = codesByField.get(field) ?? new Map<string, number>();
    codesByField.set(field, known);
    return known;
  }

  return (records) => {
    const fields = new Map<string, { name: string; added: string[]; codes: Uint32Array }>();
    const images = records.flatMap((record) => record.images);

    function pack(product: number, name: string, value: string): void {
      const field = fields.get(name) ?? { name, added: [], codes: new Uint32Array(records.length) };
      fields.set(name, field);
      const known = codesOf(name);
      const code = known.get(value) ?? known.size + 1;
      if (code > known.size) {
        known.set(value, code);
        field.added.push(value);
      }
      field.codes[product] = code;
    }

    records.forEach(({ attributes }, product) => {
      for (const [name, value] of Object.entries(attributes)) if (value !== '') pack(product, name, value);
    });
    return {
      ids: packTexts(records.map(({ id }) => id)),
      names: packTexts(records.map(({ name }) => name)),
      imageCounts: Uint32Array.from(records, (record) => record.images.length),
      imageIds: packImageIds(images.map(({ imageId }) => imageId)),
      paths: packTexts(images.map(({ path }) => path)),
      fields: [...fields.values()],
    };
  };
}
