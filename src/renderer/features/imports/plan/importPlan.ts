/** What the import sheet lets a curator choose, and the call it becomes. */
import type { Input } from '../../../../contract/contract.ts';
import type { Inspection } from '../../../../contract/imports.ts';
import type { EmbeddingPlan } from '../../models/embeddingPlan.ts';

export type CsvFile = Inspection['csvFiles'][number];

export interface ImportPlan extends EmbeddingPlan {
  readonly folder: string;
  /** The folder was imported before, and its metadata is read as it was then: the fields below do not count. */
  readonly isMetadataAsBefore: boolean;
  /** The metadata file, or null: folder names become the category. */
  readonly metadata: string | null;
  /** The column that names the product; null: none fits, the curator has to say. */
  readonly idColumn: string | null;
  /** The column that names the image file; null: the file is named after the id. */
  readonly imageColumn: string | null;
  /** Column name → field name, only where they differ. */
  readonly renamed: Readonly<Record<string, string>>;
  readonly form: TextForm;
}

/** How a table is written as text, where the curator says so; null: found out by itself. */
export interface TextForm {
  readonly encoding: string | null;
  readonly delimiter: string | null;
}

export const foundForm: TextForm = { encoding: null, delimiter: null };

/** The plan that needs no decision: the first CSV whose id column is known, else the first CSV, else none. */
export function planFromInspection(
  inspection: Inspection,
  embedding: EmbeddingPlan,
  isImportedBefore: boolean,
): ImportPlan {
  const file = inspection.csvFiles.find((csv) => csv.idColumn !== null) ?? inspection.csvFiles[0] ?? null;
  return {
    folder: inspection.folder,
    isMetadataAsBefore: isImportedBefore,
    renamed: {},
    form: foundForm,
    ...embedding,
    ...columnsOf(file),
  };
}

/** The plan with another metadata file (or none): columns are guessed anew, names start from the file's. */
export function withMetadata(plan: ImportPlan, file: CsvFile | null, form = foundForm): ImportPlan {
  return { ...plan, isMetadataAsBefore: false, renamed: {}, form, ...columnsOf(file) };
}

function columnsOf(file: CsvFile | null): Pick<ImportPlan, 'metadata' | 'idColumn' | 'imageColumn'> {
  return {
    metadata: file?.path ?? null,
    idColumn: file?.idColumn ?? null,
    imageColumn: file?.imageColumn ?? null,
  };
}

/** The plan with one column renamed; an empty name or the column's own takes the renaming back. */
export function withRenamed(plan: ImportPlan, column: string, field: string): ImportPlan {
  const { [column]: _previous, ...rest } = plan.renamed;
  const name = field.trim();
  return { ...plan, renamed: name === '' || name === column ? rest : { ...rest, [column]: name } };
}

/** What a column is renamed to in order to become the product's name rather than a field. */
const nameRole = 'name';

/** The column chosen as the product's name; null: the engine finds one. */
export function nameColumnOf(plan: ImportPlan): string | null {
  return Object.entries(plan.renamed).find(([, name]) => name === nameRole)?.[0] ?? null;
}

/** The plan with this column as the product's name, and no other. */
export function withNameColumn(plan: ImportPlan, column: string | null): ImportPlan {
  const old = nameColumnOf(plan);
  const without = old === null ? plan : withRenamed(plan, old, '');
  return column === null || column === nameRole ? without : withRenamed(without, column, nameRole);
}

/** Why the import cannot start as planned, for the curator; null when it can. */
export function findPlanProblem(plan: ImportPlan, file: CsvFile | null): string | null {
  if (file === null || plan.isMetadataAsBefore) return null;
  if (plan.idColumn === null && plan.imageColumn === null)
    return 'Choose the column that holds the product id, or the one that names the image.';
  const names = file.columns
    .filter((column) => column !== plan.idColumn && column !== plan.imageColumn)
    .map((column) => plan.renamed[column] ?? column);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? null : `Two columns are called “${twice}”. Give one of them another name.`;
}

/** The input of `imports.start`. */
export function toImportOptions(plan: ImportPlan): Input<'imports.start'> {
  return {
    folder: plan.folder,
    ...(plan.isMetadataAsBefore ? {} : metadataInput(plan)),
    embedding: {
      engine: plan.engine,
      precision: plan.precision,
      ...(plan.model === null ? {} : { model: plan.model }),
      ...(plan.pooling === null ? {} : { pooling: plan.pooling }),
      ...(plan.inputSize === null ? {} : { inputSize: plan.inputSize }),
    },
  };
}

function metadataInput(plan: ImportPlan): Pick<Input<'imports.start'>, 'metadata' | 'metadataOptions'> {
  if (plan.metadata === null) return { metadata: null };
  return {
    metadata: plan.metadata,
    metadataOptions: {
      ...(plan.idColumn === null ? {} : { idColumn: plan.idColumn }),
      ...(plan.imageColumn === null ? {} : { imageColumn: plan.imageColumn }),
      map: { ...plan.renamed },
      ...formInput(plan.form),
    },
  };
}

/** What of the form the engine is told. */
export function formInput({ encoding, delimiter }: TextForm): { encoding?: string; delimiter?: string } {
  return { ...(encoding === null ? {} : { encoding }), ...(delimiter === null ? {} : { delimiter }) };
}

export const delimiterWords: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** Stands for a workbook, which has no encoding of its own. */
const workbook = 'xlsx';

/** True for a file that is text, written in one of many ways. */
export function isText(file: CsvFile): boolean {
  return file.encoding !== workbook;
}

/** How the file was read: "10 columns, semicolons, UTF-8". */
export function describeCsv(file: CsvFile): string {
  const columns = `${file.columns.length} ${file.columns.length === 1 ? 'column' : 'columns'}`;
  if (!isText(file)) return `${columns}, Excel workbook`;
  const delimiter = delimiterWords[file.delimiter] ?? `“${file.delimiter}”`;
  return `${columns}, ${delimiter}, ${encodingName(file.encoding)}`;
}

/** An encoding as people write it: "UTF-8", "Windows-1251", "GBK". */
export function encodingName(label: string): string {
  return label.startsWith('windows') ? label.replace('windows', 'Windows') : label.toUpperCase();
}
