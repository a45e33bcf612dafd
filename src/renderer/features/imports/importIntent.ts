/** What the person meant when the import sheet was opened; forgotten when it closes. */
import { create } from 'zustand';
import { defineSheet, useSheets } from '../../shell/sheets.ts';

/** Without a folder it asks for one. Opened with `showImportSheet`, which says what is meant. */
export const importSheet = defineSheet<{ readonly folder?: string }>('import');

/** Where the images of a newly chosen folder go: into the open catalog, or into one of their own. */
export type Destination = 'current' | 'own';

interface ImportIntent {
  readonly destination: Destination;
  /** The last import's report is to be seen, rather than the choice of a folder. */
  readonly showsReport: boolean;
  /** Folders that are imported after the chosen one, each with the table that lies beside its images. */
  readonly further: readonly string[];
  /** The import that this sheet started or saw running: its report is shown when it ends. */
  readonly watchedId: string | null;
}

const unasked: ImportIntent = { destination: 'current', showsReport: false, further: [], watchedId: null };

export const useImportIntent = create<ImportIntent>()(() => unasked);

/** Opens the import sheet; without a folder it asks for one. */
export function showImportSheet(options: Partial<ImportIntent> & { folder?: string } = {}): void {
  const { folder, ...intent } = options;
  useImportIntent.setState({ ...unasked, ...intent });
  importSheet.show(folder === undefined ? {} : { folder });
}

/** The import sheet, while it is open, shows how this import goes and what came of it. */
export function watchImport(importId: string): void {
  useImportIntent.setState({ watchedId: importId });
}

/** The sheet shows no import any more, and no report. */
export function forgetImport(): void {
  useImportIntent.setState({ showsReport: false, watchedId: null });
}

/** Closes the import sheet; an import that runs goes on. */
export function closeImportSheet(): void {
  useSheets.getState().close();
  useImportIntent.setState(unasked);
}
