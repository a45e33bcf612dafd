import { useEffect, useEffectEvent, useState } from 'react';
import type { ListImport } from '../../../contract/lists.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ChooseFileButton } from '../../shell/files/ChooseFileButton.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { showToast } from '../../shell/toasts.ts';
import { baseName } from './exportPlan.ts';
import { ImportedChanges } from './ImportedChanges.tsx';
import type { ImportListsIntent } from './importListsSheet.ts';
import { offerUndo } from './offerUndo.ts';
import './ImportListsSheet.css';

/** Brings an edited export back: first what it would change, then, on request, the change. */
export function ImportListsSheet({ file: given }: ImportListsIntent) {
  const close = useSheets((state) => state.close);
  const [file, setFile] = useState(given ?? null);
  /** The file does not say which of a product's lists it is about. */
  const [type, setType] = useState('substitute');
  const types = useCall('listTypes.list', {}).data?.types ?? [];
  const preview = useAction('lists.import');
  const apply = useAction('lists.import');
  const changes = preview.data?.changes ?? 0;

  function read(path: string, as = type) {
    setFile(path);
    apply.reset();
    preview.mutate({ file: path, type: as });
  }

  const readGiven = useEffectEvent(() => {
    if (given !== undefined) read(given);
  });
  useEffect(() => readGiven(), []);

  function change() {
    if (file === null || apply.isPending) return;
    apply.mutate(
      { file, type, apply: true, limit: 1 },
      {
        onSuccess: (made) => {
          close();
          tellMade(made);
        },
      },
    );
  }

  return (
    <Sheet
      title="Import lists"
      size="large"
      onClose={close}
      footer={
        changes === 0 ? (
          <Button onPress={close}>Close</Button>
        ) : (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" onPress={change}>
              {apply.isPending ? 'Applying…' : `Apply ${formatCounted(changes, 'change')}`}
            </Button>
          </>
        )
      }
    >
      <div className="import-lists">
        <div className="import-lists-file">
          <ChooseFileButton
            title="Choose edited lists"
            extensions={['csv', 'tsv', 'txt', 'xlsx', 'xlsm']}
            isBusy={preview.isPending || apply.isPending}
            onChoose={(path) => read(path)}
          >
            {file === null ? 'Choose a file…' : 'Another file…'}
          </ChooseFileButton>
          {file === null ? null : <span className="quiet one-line">{baseName(file)}</span>}
          {types.length < 2 ? null : (
            <Select
              label="Lists"
              value={type}
              options={types.map((kind) => ({ value: kind.type, label: kind.title }))}
              isDisabled={apply.isPending}
              onChange={(chosen) => {
                setType(chosen);
                if (file !== null) read(file, chosen);
              }}
            />
          )}
        </div>
        {file === null ? <HowItWorks /> : null}
        {preview.isPending ? <ProgressBar label="Reading the lists" value={null} /> : null}
        {preview.error === null ? null : (
          <ErrorNote title="This file cannot be imported" failure={preview.error} />
        )}
        {apply.error === null ? null : <ErrorNote title="Nothing was changed" failure={apply.error} />}
        {preview.data === undefined ? null : <Preview answer={preview.data} />}
      </div>
    </Sheet>
  );
}

function HowItWorks() {
  return (
    <div className="import-lists-how">
      <p>
        Export lists, edit the file in a spreadsheet, and bring it back here as CSV or as an Excel workbook.
        You see what would change before anything does.
      </p>
      <ul>
        <li>The marks that a colleague saved from a contact sheet come back here as well.</li>
        <li>In the column state write accepted, pinned, rejected, or suggested to take a decision back.</li>
        <li>The column rank orders the pins. Other rows stay in the order of their scores.</li>
        <li>A deleted row decides nothing: to drop a product from a list, write rejected.</li>
      </ul>
    </div>
  );
}

function Preview({ answer }: { readonly answer: ListImport }) {
  const { rows, changes, changedLists } = answer;
  return (
    <>
      <div>
        <h3 className="import-lists-count" role="status">
          {changes === 0
            ? 'Nothing would change: the lists are so already'
            : `${formatCounted(changes, 'change')} in ${formatCounted(changedLists, 'list')}`}
        </h3>
        <p className="quiet">{`${formatCounted(rows, 'row')} read. Nothing was changed yet.`}</p>
      </div>
      <ImportedChanges answer={answer} />
    </>
  );
}

function tellMade({ changes, changedLists }: ListImport): void {
  if (changes === 0) {
    showToast('Nothing changed: the lists were so already.');
    return;
  }
  void offerUndo({
    operation: 'import',
    done: `${formatCounted(changes, 'change')} in ${formatCounted(changedLists, 'list')} made.`,
    takenBack: 'The import of lists was taken back.',
  });
}
