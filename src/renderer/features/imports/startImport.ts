/** Starting an import: from the sheet, for the sample, for the folders of a rebuilt catalog. */
import type { Input } from '../../../contract/contract.ts';
import { client } from '../../api/client.ts';
import { useSheets } from '../../shell/sheets.ts';
import { watchImport } from './importIntent.ts';
import { expectImport } from './useImportJob.ts';

/** Starts an import and shows it at once. @throws Failure */
export async function startImport(options: Input<'imports.start'>): Promise<string> {
  const { importId } = await client.call('imports.start', options);
  expectImport(importId, options.folder);
  // It may be over already, an import without changes takes milliseconds: the sheet has to know that it was its own.
  if (useSheets.getState().open?.name === 'import') watchImport(importId);
  return importId;
}

/** Imports folders one after the other; the promise ends when the last one has. @throws Failure */
export async function importInTurn(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await importToEnd(folder);
}

async function importToEnd(folder: string): Promise<void> {
  const finished = new Set<string>();
  const end = Promise.withResolvers<void>();
  let expected: string | null = null;
  // Listening begins before the start: a short import may be over before its id is here.
  const stop = client.on('imports.finished', (report) => {
    finished.add(report.importId);
    if (report.importId === expected) end.resolve();
  });
  try {
    expected = await startImport({ folder });
    if (!finished.has(expected)) await end.promise;
  } finally {
    stop();
  }
}
