import { FolderSync } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { PastImport } from '../../../contract/imports.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { navigate, textOf } from '../../shell/navigation.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { showImportSheet } from '../imports/importIntent.ts';
import { useImportJob } from '../imports/useImportJob.ts';
import type { HistoryAddress } from './historyAddress.ts';
import { describeChanges, describeMoment, folderName } from './historyWords.ts';
import { PastReport } from './PastReport.tsx';
import './HistoryPage.css';

export interface HistoryPageProps {
  readonly catalog: Catalog;
  readonly address: HistoryAddress;
}

/** Every import of the catalog, the last one first, and the report of the chosen one. */
export function HistoryPage({ catalog, address }: HistoryPageProps) {
  const { data, error } = useCall('imports.history', {});
  const { progress } = useImportJob();
  const imports = data?.imports ?? [];
  const [last] = imports;
  const chosen = imports.find(({ number }) => number === address.number) ?? last;
  const isRunning = (one: PastImport) => progress !== null && one === last && one.ended === null;
  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main history">
          <h1>Imports</h1>
          {error === null ? null : <ErrorNote title="The history could not be read" failure={error} />}
          {data !== undefined && chosen === undefined ? (
            <EmptyState
              icon={<FolderSync size={40} />}
              title="Nothing was imported yet"
              actions={
                <Button variant="primary" onPress={() => showImportSheet()}>
                  Import a folder…
                </Button>
              }
            >
              Every import is kept here with what it changed, what failed and why.
            </EmptyState>
          ) : null}
          {chosen === undefined ? null : (
            <div className="history-columns">
              <nav className="history-list" aria-label="Imports of this catalog">
                {imports.map((one) => (
                  <PastImportLink
                    key={one.number}
                    past={one}
                    isRunning={isRunning(one)}
                    isChosen={one === chosen}
                    target={{ ...address, number: one.number }}
                  />
                ))}
              </nav>
              <PastReport
                key={chosen.number}
                past={chosen}
                isLast={chosen === last}
                isRunning={isRunning(chosen)}
              />
            </div>
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        {formatCounted(imports.length, 'import')}
      </StatusBar>
    </>
  );
}

interface PastImportLinkProps {
  readonly past: PastImport;
  readonly isRunning: boolean;
  readonly isChosen: boolean;
  readonly target: HistoryAddress;
}

function PastImportLink({ past, isRunning, isChosen, target }: PastImportLinkProps) {
  const { startedAt, folder, ended } = past;
  return (
    <a
      className="history-entry"
      href={textOf(target)}
      {...(isChosen && { 'aria-current': 'true' as const })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(target);
      }}
    >
      <span className="history-moment">{describeMoment(startedAt)}</span>
      <span className="one-line" title={folder}>
        {folderName(folder)}
        {ended === null ? '' : ` · ${formatCount(ended.found)} found`}
      </span>
      <span className="history-changes">{describeChanges(past, isRunning)}</span>
    </a>
  );
}
