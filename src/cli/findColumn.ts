/** A column that was given by its number, as its name. */
import { Failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine.ts';

/** A word that is a column's name stays itself, whatever it looks like. @throws Failure `bad-input` for a number too large */
export async function findColumn(
  engine: Engine,
  folder: string,
  metadata: string | undefined,
  word: string | undefined,
  form: { readonly encoding?: string; readonly delimiter?: string } = {},
): Promise<string | undefined> {
  if (word === undefined || !/^\d+$/.test(word)) return word;
  const inspection = await engine.call('imports.inspect', {
    folder,
    ...(metadata !== undefined && { csvFile: metadata }),
    ...form,
  });
  const file = inspection.csvFiles.find((csv) => csv.path === metadata) ?? inspection.csvFiles[0];
  if (file === undefined || file.columns.includes(word)) return word;
  const name = file.columns[Number(word) - 1];
  if (name !== undefined) return name;
  throw new Failure(
    'bad-input',
    `${file.path} has ${file.columns.length} columns; there is no column ${word}.`,
  );
}
