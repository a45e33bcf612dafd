import { useMutation } from '@tanstack/react-query';
import type { Catalog } from '../../../contract/catalogs.ts';
import { asFailure, Failure } from '../../../contract/failure.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Select } from '../../components/Select.tsx';
import { Unfold } from '../../components/Unfold.tsx';
import { ChooseFileButton } from '../../shell/files/ChooseFileButton.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { FieldNames } from './FieldNames.tsx';
import { folderName } from './importAnnouncements.ts';
import { type CsvFile, describeCsv, type ImportPlan, withMetadata } from './importPlan.ts';
import { MetadataPreview } from './MetadataPreview.tsx';

interface MetadataChoiceProps {
  readonly files: readonly CsvFile[];
  readonly plan: ImportPlan;
  readonly problem: string | null;
  /** The folder as the catalog knows it, where it was imported before. */
  readonly source: Catalog['sources'][number] | null;
  readonly onChange: (plan: ImportPlan) => void;
  readonly onAddFile: (file: CsvFile) => void;
}

/** Stand in a select for what is no path. */
const none = '';
const asBefore = '*';

/** Which CSV describes the images, and which of its columns say what. */
export function MetadataChoice({ files, plan, problem, source, onChange, onAddFile }: MetadataChoiceProps) {
  const file = plan.isMetadataAsBefore ? null : (files.find((each) => each.path === plan.metadata) ?? null);
  const read = useMutation<CsvFile, Failure, string>({
    mutationFn: (path) => inspectCsv(plan.folder, path),
    onSuccess: onAddFile,
  });

  return (
    <section className="import-section" aria-labelledby="plan-metadata">
      <h3 id="plan-metadata">Metadata</h3>
      <div className="import-line">
        <Select
          label="Metadata file"
          isLabelHidden
          value={plan.isMetadataAsBefore ? asBefore : (plan.metadata ?? none)}
          options={[
            ...(source === null ? [] : [{ value: asBefore, label: describeBefore(source) }]),
            ...files.map((each) => ({ value: each.path, label: labelFile(each.path, plan.folder) })),
            { value: none, label: 'None: the folder names become the category' },
          ]}
          onChange={(path) => {
            if (path === asBefore) onChange({ ...plan, isMetadataAsBefore: true });
            else onChange(withMetadata(plan, files.find((each) => each.path === path) ?? null));
          }}
        />
        <ChooseFileButton
          title="Choose a metadata file"
          extensions={['csv', 'tsv', 'txt']}
          startPath={plan.folder}
          isBusy={read.isPending}
          onChoose={(path) => read.mutate(path)}
        >
          {read.isPending ? 'Reading…' : 'Another file…'}
        </ChooseFileButton>
        {file === null ? null : <span className="quiet">{describeCsv(file)}</span>}
      </div>
      {read.error === null ? null : <ErrorNote title="This file cannot be used" failure={read.error} />}
      {file === null ? null : (
        <>
          <ColumnChoice file={file} plan={plan} onChange={onChange} />
          {problem === null ? null : (
            <p className="import-problem" role="alert">
              {problem}
            </p>
          )}
          <MetadataPreview file={file} plan={plan} />
          <Unfold title="Rename fields" summary={describeRenamed(plan)}>
            <FieldNames file={file} plan={plan} onChange={onChange} />
          </Unfold>
        </>
      )}
    </section>
  );
}

async function inspectCsv(folder: string, csvFile: string): Promise<CsvFile> {
  const inspection = await client.call('imports.inspect', { folder, csvFile }).catch((thrown: unknown) => {
    throw asFailure(thrown);
  });
  const file = inspection.csvFiles.find((each) => each.path === csvFile) ?? inspection.csvFiles[0];
  if (file === undefined)
    throw new Failure(
      'metadata-unusable',
      `${csvFile} was not read as a CSV file. Choose another file, or none.`,
    );
  return file;
}

/** Below the folder its relative path suffices. */
function labelFile(path: string, folder: string): string {
  return path.startsWith(folder) ? path.slice(folder.length).replace(/^[/\\]/, '') : path;
}

function describeBefore(source: Catalog['sources'][number]): string {
  return `As last time: ${source.metadata === null ? 'none' : folderName(source.metadata)}`;
}

function describeRenamed(plan: ImportPlan): string {
  const count = Object.keys(plan.renamed).length;
  return count === 0 ? 'the columns’ names are kept' : `${count} renamed`;
}
