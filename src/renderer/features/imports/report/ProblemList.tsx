import { CircleAlert, Download, FolderSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../../../contract/imports.ts';
import { useAction, useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { showToast } from '../../../shell/toasts.ts';
import { CopyButton } from './CopyButton.tsx';
import { downloadText } from './downloadText.ts';
import { LongList } from './LongList.tsx';
import { writeProblemsCsv, writeProblemsText } from './problemsCsv.ts';
import './ProblemList.css';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** All that failed: while an import runs, only the newest problems are here. */
  readonly total: number;
  readonly folder: string;
  readonly renderFileAction?: (path: string) => ReactNode;
}

/** The files that failed, each with its reason; as text and as CSV to take along. */
export function ProblemList({ problems, total, folder, renderFileAction }: ProblemListProps) {
  const isElectron = useCall('host.info', {}).data?.kind === 'electron';
  const show = useAction('host.showFile');
  if (problems.length === 0) return null;

  return (
    <section className="problems" aria-labelledby="problems-title">
      <header className="problems-header">
        <h3 id="problems-title">
          <CircleAlert size={16} aria-hidden />
          {formatCounted(total, 'file')} failed
        </h3>
        {total <= problems.length ? null : (
          <span className="quiet">the newest {formatCount(problems.length)} are shown</span>
        )}
        <span className="problems-actions">
          <CopyButton
            text={() => writeProblemsText(problems)}
            told={`${formatCounted(problems.length, 'file')} copied.`}
          />
          <Button
            icon={<Download size={14} aria-hidden />}
            onPress={() => downloadText('failed-files.csv', 'text/csv', writeProblemsCsv(problems))}
          >
            Export as CSV
          </Button>
        </span>
      </header>
      <LongList
        label="Failed files"
        entries={problems.map(({ path, reason }) => ({ name: path, words: reason }))}
        renderAction={({ name }) => (
          <>
            {renderFileAction?.(name)}
            {!isElectron ? null : (
              <IconButton
                label="Show in the file manager"
                onPress={() =>
                  show.mutate(
                    { path: absolutePath(folder, name) },
                    { onError: (failure) => showToast(failure.message, { kind: 'error' }) },
                  )
                }
              >
                <FolderSearch size={16} aria-hidden />
              </IconButton>
            )}
          </>
        )}
      />
    </section>
  );
}

function absolutePath(folder: string, path: string): string {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return path;
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder}${folder.endsWith(separator) ? '' : separator}${path.replaceAll('/', separator)}`;
}
