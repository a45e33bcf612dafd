import { composed, looseKey } from './imageIndex.ts';

/** Rows by a key: as it stands, and without regard to case and leading zeros; a key of several rows is nobody's. */
export interface KeyIndex<Row> {
  add(key: string, row: Row): void;
  exact(key: string): Row | null;
  loose(key: string): Row | null;
  /** True where several rows have the key as it stands. */
  isShared(key: string): boolean;
}

const several = Symbol('several');

export function createKeyIndex<Row>(): KeyIndex<Row> {
  const exact = new Map<string, Row | typeof several>();
  const loose = new Map<string, Row | typeof several>();
  const keep = (rows: Map<string, Row | typeof several>, key: string, row: Row) => {
    const known = rows.get(key);
    rows.set(key, known === undefined || known === row ? row : several);
  };
  const find = (rows: Map<string, Row | typeof several>, key: string) => {
    const row = rows.get(key);
    return row === undefined || row === several ? null : row;
  };
  return {
    add(key, row) {
      keep(exact, composed(key), row);
      keep(loose, looseKey(key), row);
    },
    exact: (key) => find(exact, composed(key)),
    loose: (key) => find(loose, looseKey(key)),
    isShared: (key) => exact.get(composed(key)) === several,
  };
}
