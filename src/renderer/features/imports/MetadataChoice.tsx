import { useMutation } from '@tanstack/react-query';
import { asFailure, Failure } from '../../../contract/failure.ts';
import { client } from '../../api/client.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Select } from '../../components/Select.tsx';
import { Unfold } from '../../components/Unfold.tsx';
import { ChooseFileButton } from './ChooseFileButton.tsx';
import { FieldNames } from './FieldNames.tsx';
import { type CsvFile, describeCsv, type ImportPlan, withMetadata } from './importPlan.ts';
import { MetadataPreview } from './MetadataPreview.tsx';

interface MetadataChoiceProps {
  readonly folder: string;
  readonly files: readonly CsvFile[];
  readonly plan: ImportPlan;
  readonly problem: string | null;
  readonly onChange: (plan: ImportPlan) => void;
  readonly onAddFile: (file: CsvFile) => void;
}

// No column and no path is empty, so the empty string can stand for "none" in a select.
const none = '';

/** Which CSV describes the images, and which of its columns say what. */
export function MetadataChoice({ folder, files, plan, problem, onChange, onAddFile }: MetadataChoiceProps) {
  const file = files.find((each) => each.path === plan.metadata) ?? null;
  const read = useMutation<CsvFile, Failure, string>({
    mutationFn: (path) => inspectCsv(folder, path),
    onSuccess: onAddFile,
  });

  return (
    <section className="import-section" aria-labelledby="plan-metadata">
      <h3 id="plan-metadata">Metadata</h3>
      <div className="import-line">
        <Select
          label="Metadata file"
          isLabelHidden
          value={plan.metadata ?? none}
          options={[
            ...files.map((each) => ({ value: each.path, label: labelFile(each.path, folder) })),
            { value: none, label: 'None: the folder names become the category' },
          ]}
          onChange={(path) => onChange(withMetadata(plan, files.find((each) => each.path === path) ?? null))}
        />
        <ChooseFileButton
          title="Choose a metadata file"
          extensions={['csv', 'tsv', 'txt']}
          startPath={folder}
          isDisabled={read.isPending}
          onChoose={(path) => read.mutate(path)}
        >
          {read.isPending ? 'Reading…' : 'Another file…'}
        </ChooseFileButton>
        {file === null ? null : <span className="quiet">{describeCsv(file)}</span>}
      </div>
      {read.error === null ? null : <ErrorNote title="This file cannot be used" failure={read.error} />}
      {file === null ? null : (
        <>
          <div className="import-line">
            <Select
              label="Product id"
              value={plan.idColumn ?? none}
              options={[
                ...file.columns.map((column) => ({ value: column, label: column })),
                { value: none, label: 'Choose a column' },
              ]}
              onChange={(column) => onChange({ ...plan, idColumn: column === none ? null : column })}
            />
            <Select
              label="Image file"
              value={plan.imageColumn ?? none}
              options={[
                { value: none, label: 'Named after the id' },
                ...file.columns.map((column) => ({ value: column, label: column })),
              ]}
              onChange={(column) => onChange({ ...plan, imageColumn: column === none ? null : column })}
            />
          </div>
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

function describeRenamed(plan: ImportPlan): string {
  const count = Object.keys(plan.renamed).length;
  return count === 0 ? 'the columns’ names are kept' : `${count} renamed`;
}
