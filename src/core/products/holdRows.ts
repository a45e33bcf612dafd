/** A job's own view of the catalog's products: names, attributes and images stay as they were when it began. */
import { attributesAt, type FieldValues, valueAt } from './fieldColumn.ts';
import { beginMask, narrowMask } from './filterMask.ts';
import type { ProductRows } from './ports.ts';
import type { ProductColumns } from './productRows.ts';

/**
 * The products of now, whatever an import, a correction or another embedding space makes of them. Those that come later are not
 * there; those that are removed are gone here too, since their vectors are. What a text, a held selection or a list's state means is
 * settled when it is first asked for.
 */
export function holdRows(rows: ProductColumns): ProductRows {
  const { rowCount } = rows;
  const names = rows.holdNames();
  const columns = new Map<string, FieldValues>(
    rows.fields.map((field) => [field, rows.column(field).hold()]),
  );
  const images = rows.holdImages();
  const soldOut = rows.soldOut()?.slice() ?? null;
  const hidden = rows.hidden()?.slice() ?? null;
  const isAlive = (row: number): boolean => row < rowCount && rows.isAlive(row);

  function rowOf(id: string): number | undefined {
    const row = rows.rowOf(id);
    return row === undefined || row >= rowCount ? undefined : row;
  }

  const source = {
    rowOf,
    // An unknown field fails in the words of the rows.
    column: (field: string): FieldValues => columns.get(field) ?? rows.column(field),
    matchText: settled(rows.matchText),
    idsOfSelection: settled((id: string): readonly string[] => [...rows.selections.ids(id)]),
    listStates: settled(rows.listStates),
  };

  return {
    rowCount,
    get productCount() {
      return rows.productCount;
    },
    /** Of the rows themselves: products are removed here too. */
    get version() {
      return rows.version;
    },
    fields: [...columns.keys()],
    rowOf,
    isAlive,
    idAt: rows.idAt,
    nameAt: names.at,
    imagesAt: images.of,
    imageCountAt: images.countOf,
    imageLinks: images.links,
    at(row) {
      if (!isAlive(row)) throw new RangeError(`No product stands in row ${row}.`);
      return {
        id: rows.idAt(row),
        name: names.at(row),
        attributes: attributesAt(columns, row),
        images: images.of(row),
      };
    },
    valueOf: (row, field) => valueAt(columns, row, field),
    rowsWithImage: images.rowsWith,
    selections: rows.selections,
    nameOf: rows.nameOf,
    soldOut: () => soldOut,
    hidden: () => hidden,
    mask(where) {
      const mask = beginMask(rowCount, where, { isAlive, hidden });
      for (const filter of where) narrowMask(mask, filter, source);
      return mask;
    },
  };
}

/** Answers always as it did first. */
function settled<Answer>(ask: (what: string) => Answer): (what: string) => Answer {
  const answers = new Map<string, Answer>();
  return (what) => {
    const known = answers.get(what);
    if (known !== undefined) return known;
    const answer = ask(what);
    answers.set(what, answer);
    return answer;
  };
}
