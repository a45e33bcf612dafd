/** Starting an import: from the sheet, for the sample, for the folders of a rebuilt catalog. */
import type { Input } from '../../../../contract/contract.ts';
import { asFailure } from '../../../../contract/failure.ts';
import { client } from '../../../api/client.ts';
import { useSheets } from '../../../shell/sheets.ts';
import { showToast } from '../../../shell/toasts.ts';
import { useImportIntent, watchImport } from '../importIntent.ts';

/** Starts an import and shows it at once. @throws Failure */
export async function startImport(options: Input<'imports.start'>): Promise<string> {
  const { jobId } = await client.call('imports.start', options);
  // It may be over already, an import without changes takes milliseconds: the sheet has to know that it was its own.
  if (useSheets.getState().open?.name === 'import') watchImport(jobId);
  return jobId;
}

/**
 * Starts the import that the sheet has planned, and then, in turn, those of the folders that were given along with its own:
 * each with the table that lies beside its images. @throws Failure
 */
export async function startPlanned(options: Input<'imports.start'>): Promise<string> {
  const { further } = useImportIntent.getState();
  useImportIntent.setState({ further: [] });
  const jobId = await startImport(options);
  if (further.length > 0) {
    void client
      .call('jobs.wait', { id: jobId })
      .then(() => importInTurn(further))
      .catch((thrown: unknown) =>
        showToast(`Not every folder could be imported: ${asFailure(thrown).message}`, { kind: 'error' }),
      );
  }
  return jobId;
}

/** Imports folders one after the other; the promise ends when the last one has. @throws Failure */
export async function importInTurn(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await client.call('jobs.wait', { id: await startImport({ folder }) });
}
