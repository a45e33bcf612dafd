import { useMutation } from '@tanstack/react-query';
import type { Catalog } from '../../../../contract/catalogs.ts';
import { asFailure, Failure } from '../../../../contract/failure.ts';
import { client } from '../../../api/client.ts';
import { Select } from '../../../components/controls/Select.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { lastPart } from '../../../shell/files/browsePath.ts';
import { ChooseFileButton } from '../../../shell/files/ChooseFileButton.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { FieldNames } from './FieldNames.tsx';
import { folderAround } from './folderAround.ts';
import {
  type CsvFile,
  describeCsv,
  formInput,
  foundForm,
  type ImportPlan,
  isText,
  type TextForm,
  withMetadata,
} from './importPlan.ts';
import { MetadataPreview } from './MetadataPreview.tsx';
import { TextFormChoice } from './TextFormChoice.tsx';

interface MetadataChoiceProps {
  readonly files: readonly CsvFile[];
  readonly plan: ImportPlan;
  readonly problem: string | null;
  /** The folder as the catalog knows it, where it was imported before. */
  readonly source: Catalog['sources'][number] | null;
  readonly onChange: (plan: ImportPlan) => void;
  /** A file was read, or read again in another form. */
  readonly onAddFile: (file: CsvFile, form: TextForm) => void;
}

interface ReadRequest {
  readonly path: string;
  readonly form: TextForm;
}

/** Stand in a select for what is no path. */
const none = '';
const asBefore = '*';

/** Which table describes the images, and which of its columns say what. */
export function MetadataChoice({ files, plan, problem, source, onChange, onAddFile }: MetadataChoiceProps) {
  const file = plan.isMetadataAsBefore ? null : (files.find((each) => each.path === plan.metadata) ?? null);
  const read = useMutation<CsvFile, Failure, ReadRequest>({
    mutationFn: (request) => inspectTable(plan.folder, request),
    onSuccess: (added, { form }) => onAddFile(added, form),
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
          extensions={['csv', 'tsv', 'txt', 'xlsx', 'xlsm']}
          startPath={plan.folder}
          isBusy={read.isPending}
          onChoose={(path) => read.mutate({ path, form: foundForm })}
        >
          {read.isPending ? 'Reading…' : 'Another file…'}
        </ChooseFileButton>
        {file === null ? null : <span className="quiet">{describeCsv(file)}</span>}
      </div>
      {read.error === null ? null : <ErrorNote title="This file cannot be used" failure={read.error} />}
      {file === null ? null : (
        <>
          {!isText(file) ? null : (
            <TextFormChoice
              file={file}
              form={plan.form}
              onChange={(form) => read.mutate({ path: file.path, form })}
            />
          )}
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

async function inspectTable(folder: string, { path, form }: ReadRequest): Promise<CsvFile> {
  const asked = { folder, csvFile: path, ...formInput(form) };
  const inspection = await client.call('imports.inspect', asked).catch((thrown: unknown) => {
    throw asFailure(thrown);
  });
  const file = inspection.csvFiles.find((each) => each.path === path) ?? inspection.csvFiles[0];
  if (file === undefined)
    throw new Failure('metadata-unusable', `${path} was not read as a table. Choose another file, or none.`);
  return file;
}

/** In the folder its name suffices; of one in the folder around it, that it lies there. */
function labelFile(path: string, folder: string): string {
  if (folderAround(path, []) === folderAround(folder, [])) return `${lastPart(path)}, beside the folder`;
  return path.startsWith(folder) ? path.slice(folder.length).replace(/^[/\\]/, '') : path;
}

function describeBefore(source: Catalog['sources'][number]): string {
  return `As last time: ${source.metadata === null ? 'none' : lastPart(source.metadata)}`;
}

function describeRenamed(plan: ImportPlan): string {
  const count = Object.keys(plan.renamed).length;
  return count === 0 ? 'the columns’ names are kept' : `${count} renamed`;
}
