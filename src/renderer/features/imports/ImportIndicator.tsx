import { CircleAlert, FolderInput, Pause } from 'lucide-react';
import { Button as AriaButton, ProgressBar } from 'react-aria-components';
import { Button } from '../../components/controls/Button.tsx';
import { formatCounted } from '../../components/format.ts';
import { Hint } from '../../components/Hint.tsx';
import { showImportSheet } from './importIntent.ts';
import { describeState, percentFinished, type RunningImport } from './importNumbers.ts';
import { useFollowImports, useImportJob } from './useImportJob.ts';
import './ImportIndicator.css';

/** The import's place in the toolbar: a button when idle, a small progress while one runs. */
export function ImportIndicator({ isHiddenWhenIdle }: { readonly isHiddenWhenIdle: boolean }) {
  useFollowImports();
  const { progress } = useImportJob();
  if (progress !== null) return <ImportUnderWay progress={progress} />;
  if (isHiddenWhenIdle) return null;
  return (
    <Button variant="quiet" icon={<FolderInput size={16} aria-hidden />} onPress={() => showImportSheet()}>
      Import…
    </Button>
  );
}

function ImportUnderWay({ progress }: { readonly progress: RunningImport }) {
  const percent = percentFinished(progress);
  const words = percent === null ? describeState(progress) : `${describeState(progress)} ${percent}\u00a0%`;
  const failures = progress.failed === 0 ? '' : `, ${formatCounted(progress.failed, 'file')} failed`;
  return (
    <Hint text={`${words}${failures}. Show the import.`}>
      <AriaButton
        className="import-indicator"
        onPress={() => showImportSheet()}
        aria-label={`${words}${failures}`}
      >
        {progress.state === 'paused' ? <Pause size={14} aria-hidden /> : null}
        <span className="import-indicator-words" aria-hidden>
          {words}
        </span>
        {progress.failed === 0 ? null : (
          <CircleAlert size={14} className="import-indicator-failed" aria-hidden />
        )}
        <Bar percent={percent} />
      </AriaButton>
    </Hint>
  );
}

function Bar({ percent }: { readonly percent: number | null }) {
  return (
    <ProgressBar
      className="import-indicator-track"
      aria-label="Import"
      {...(percent === null ? { isIndeterminate: true } : { value: percent })}
    >
      <span
        className="import-indicator-done"
        style={{ width: `${percent ?? 100}%` }}
        data-unknown={percent === null}
      />
    </ProgressBar>
  );
}
