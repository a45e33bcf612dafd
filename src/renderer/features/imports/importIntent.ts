/** What the person meant when the import sheet was opened; forgotten when it closes. */
import { create } from 'zustand';
import { useSheets } from '../../app/sheets.ts';

/** Where the images of a newly chosen folder go: into the open catalog, or into one of their own. */
export type Destination = 'current' | 'own';

interface ImportIntent {
  readonly destination: Destination;
  /** The last import's report is to be seen, rather than the choice of a folder. */
  readonly showsReport: boolean;
}

const unasked: ImportIntent = { destination: 'current', showsReport: false };

export const useImportIntent = create<ImportIntent>()(() => unasked);

/** Opens the import sheet; without a folder it asks for one. */
export function showImportSheet(options: Partial<ImportIntent> & { folder?: string } = {}): void {
  const { folder, ...intent } = options;
  useImportIntent.setState({ ...unasked, ...intent });
  useSheets.getState().show(folder === undefined ? { name: 'import' } : { name: 'import', folder });
}

/** Closes the import sheet; an import that runs goes on. */
export function closeImportSheet(): void {
  useSheets.getState().close();
  useImportIntent.setState(unasked);
}
