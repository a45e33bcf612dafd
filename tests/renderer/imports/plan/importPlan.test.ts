import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../../src/contract/contract.ts';
import type { Inspection } from '../../../../src/contract/imports.ts';
import {
  type CsvFile,
  describeCsv,
  findPlanProblem,
  nameColumnOf,
  planFromInspection,
  toImportOptions,
  withMetadata,
  withNameColumn,
  withRenamed,
} from '../../../../src/renderer/features/imports/plan/importPlan.ts';

const asItIs = {
  engine: 'auto',
  precision: 'auto',
  model: null,
  pooling: null,
  inputSize: null,
} as const;

function csv(path: string, idColumn: string | null): CsvFile {
  return {
    path,
    delimiter: ';',
    encoding: 'windows-1252',
    columns: ['id', 'farbe', 'titel'],
    sample: [['1', 'blau', 'Hemd']],
    idColumn,
    imageColumn: null,
  };
}

function inspection(...csvFiles: CsvFile[]): Inspection {
  return { folder: '/photos', images: 3, csvFiles };
}

describe('the plan of an import', () => {
  it('takes the first metadata file whose id column is known', () => {
    const plan = planFromInspection(
      inspection(csv('/photos/notes.csv', null), csv('/photos/styles.csv', 'id')),
      asItIs,
      false,
    );
    expect(plan).toMatchObject({ metadata: '/photos/styles.csv', idColumn: 'id' });
  });

  it('says that there is none rather than leaving it open where the folder has no metadata file', () => {
    const options = toImportOptions(planFromInspection(inspection(), asItIs, false));
    expect(options.metadata).toBeNull();
  });

  it('leaves the metadata of a folder that was imported before as it was', () => {
    const options = toImportOptions(
      planFromInspection(inspection(csv('/photos/styles.csv', 'id')), asItIs, true),
    );
    expect(options).not.toHaveProperty('metadata');
    expect(options).not.toHaveProperty('metadataOptions');
  });

  it('reads the chosen file once the curator chose one, also for a folder imported before', () => {
    const file = csv('/elsewhere/new.csv', 'id');
    const plan = withMetadata(planFromInspection(inspection(), asItIs, true), file);
    expect(toImportOptions(plan)).toMatchObject({
      metadata: '/elsewhere/new.csv',
      metadataOptions: { idColumn: 'id', map: {} },
    });
  });

  it('leaves out of the embedding what is as it is, so that the catalog or the model decides', () => {
    const options = toImportOptions(planFromInspection(inspection(), asItIs, false));
    expect(options.embedding).toEqual({ engine: 'auto', precision: 'auto' });
  });

  it('is understood by the contract', () => {
    const plan = withRenamed(
      planFromInspection(inspection(csv('/photos/styles.csv', 'id')), asItIs, false),
      'farbe',
      'baseColour',
    );
    const parsed = parseInput('imports.start', toImportOptions({ ...plan, pooling: 'avg', inputSize: 197 }));
    expect(parsed.metadataOptions.map).toEqual({ farbe: 'baseColour' });
    expect(parsed.embedding).toMatchObject({ pooling: 'avg', inputSize: 197 });
  });

  it('takes a renaming back when the name is emptied or the old one again', () => {
    const plan = withRenamed(planFromInspection(inspection(), asItIs, false), 'farbe', 'baseColour');
    expect(withRenamed(plan, 'farbe', ' ').renamed).toEqual({});
    expect(withRenamed(plan, 'farbe', 'farbe').renamed).toEqual({});
  });

  it('has one name column at most', () => {
    const plan = withNameColumn(planFromInspection(inspection(), asItIs, false), 'titel');
    expect(nameColumnOf(plan)).toBe('titel');
    expect(withNameColumn(plan, 'farbe').renamed).toEqual({ farbe: 'name' });
    expect(nameColumnOf(withNameColumn(plan, null))).toBeNull();
  });

  it('asks for a column where no id and no image column is known', () => {
    const file = csv('/photos/styles.csv', null);
    const plan = planFromInspection(inspection(file), asItIs, false);
    expect(findPlanProblem(plan, file)).toMatch(/Choose the column/);
    expect(findPlanProblem({ ...plan, idColumn: 'titel' }, file)).toBeNull();
  });

  it('refuses two fields of one name, and names it', () => {
    const file = csv('/photos/styles.csv', 'id');
    const plan = withRenamed(planFromInspection(inspection(file), asItIs, false), 'titel', 'farbe');
    expect(findPlanProblem(plan, file)).toContain('“farbe”');
  });

  it('says how the file was read', () => {
    const file = csv('/photos/styles.csv', 'id');
    expect(describeCsv(file)).toBe('3 columns, semicolons, Windows-1252');
    expect(describeCsv({ ...file, encoding: 'xlsx', delimiter: '' })).toBe('3 columns, Excel workbook');
  });

  it('tells the engine how the file is written where the curator said so, until another file is chosen', () => {
    const file = csv('/photos/styles.csv', 'id');
    const start = planFromInspection(inspection(file), asItIs, false);
    const plan = withMetadata(start, file, { encoding: 'gbk', delimiter: '\t' });
    expect(parseInput('imports.start', toImportOptions(plan)).metadataOptions).toMatchObject({
      encoding: 'gbk',
      delimiter: '\t',
    });
    const other = toImportOptions(withMetadata(plan, csv('/photos/other.csv', 'id')));
    expect(other.metadataOptions).toEqual({ idColumn: 'id', map: {} });
  });
});
