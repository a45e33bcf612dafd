import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert, Copy, Download, FolderSearch } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Problem } from '../../../../contract/imports.ts';
import { useAction, useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { ScrollRegion } from '../../../components/layout/ScrollRegion.tsx';
import { announce, showToast } from '../../../shell/toasts.ts';
import { downloadText } from './downloadText.ts';
import { writeProblemsCsv, writeProblemsText } from './problemsCsv.ts';
import './ProblemList.css';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** All that failed: while an import runs, only the newest problems are here. */
  readonly total: number;
  readonly folder: string;
}

const rowHeightPx = 44;

/** The files that failed, each with its reason; as text and as CSV to take along. */
export function ProblemList({ problems, total, folder }: ProblemListProps) {
  const scroller = useRef<HTMLElement>(null);
  const [hasCopied, setHasCopied] = useState(false);
  const isElectron = useCall('host.info', {}).data?.kind === 'electron';
  const show = useAction('host.showFile');
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  if (problems.length === 0) return null;

  async function copyAll() {
    await navigator.clipboard.writeText(writeProblemsText(problems));
    setHasCopied(true);
    announce(`${formatCounted(problems.length, 'file')} copied.`);
  }

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
          <Button icon={<Copy size={14} aria-hidden />} onPress={() => void copyAll()}>
            {hasCopied ? 'Copied' : 'Copy all'}
          </Button>
          <Button
            icon={<Download size={14} aria-hidden />}
            onPress={() => downloadText('failed-files.csv', 'text/csv', writeProblemsCsv(problems))}
          >
            Export as CSV
          </Button>
        </span>
      </header>
      <ScrollRegion className="problems-scroll" label="Failed files" scrollerRef={scroller}>
        <ul className="problems-list" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const problem = problems[row.index];
            if (problem === undefined) return null;
            return (
              <li
                key={row.key}
                className="problem"
                aria-setsize={problems.length}
                aria-posinset={row.index + 1}
                style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              >
                <span className="problem-words">
                  <span className="one-line problem-path" title={problem.path}>
                    {problem.path}
                  </span>
                  <span className="one-line quiet" title={problem.reason}>
                    {problem.reason}
                  </span>
                </span>
                {!isElectron ? null : (
                  <IconButton
                    label="Show in the file manager"
                    onPress={() =>
                      show.mutate(
                        { path: absolutePath(folder, problem.path) },
                        { onError: (failure) => showToast(failure.message, { kind: 'error' }) },
                      )
                    }
                  >
                    <FolderSearch size={16} aria-hidden />
                  </IconButton>
                )}
              </li>
            );
          })}
        </ul>
      </ScrollRegion>
    </section>
  );
}

function absolutePath(folder: string, path: string): string {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return path;
  const separator = folder.includes('\\') ? '\\' : '/';
  return `${folder}${folder.endsWith(separator) ? '' : separator}${path.replaceAll('/', separator)}`;
}
