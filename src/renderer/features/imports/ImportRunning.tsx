import { Pause, Play } from 'lucide-react';
import { useAction } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { describeDuration, formatCount } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { closeImportSheet } from './importIntent.ts';
import {
  countFinished,
  describeSpeed,
  describeState,
  percentFinished,
  type RunningImport,
  shareFinished,
} from './importNumbers.ts';
import { ImportCounts } from './report/ImportCounts.tsx';
import { ProblemList } from './report/ProblemList.tsx';
import { SheetFoot } from './SheetFoot.tsx';
import { useImportJob } from './useImportJob.ts';

/** An import under way: what it has done, what is left, and the ways to hold it. */
export function ImportRunning({ progress }: { readonly progress: RunningImport }) {
  const { problems } = useImportJob();
  const pause = useAction('jobs.pause');
  const resume = useAction('jobs.resume');
  const cancel = useAction('jobs.cancel');
  const { jobId: id, state } = progress;
  const isPaused = state === 'paused';
  const error = pause.error ?? resume.error ?? cancel.error;

  return (
    <div className="import-run">
      <div className="import-source-words">
        <span className="import-path import-run-folder">{progress.folder}</span>
        <span className="quiet">
          You can close this sheet; the import goes on, and what is done can be searched.
        </span>
      </div>
      <div className="import-run-progress">
        <ProgressBar
          label={describeState(progress)}
          value={shareFinished(progress)}
          valueText={describeShare(progress)}
        />
        <p className="import-run-pace quiet">
          <span>{describePace(progress)}</span>
          <span>{describeLeft(progress)}</span>
        </p>
      </div>
      <ImportCounts counts={progress} isFoundFinal={progress.isCounted} />
      {error === null ? null : <ErrorNote title="The import did not take the command" failure={error} />}
      <ProblemList problems={problems} total={progress.failed} folder={progress.folder} />
      <SheetFoot>
        <span className="import-foot-first">
          <Button
            variant="danger"
            onPress={() => {
              if (state !== 'cancelling' && !cancel.isPending) cancel.mutate({ id });
            }}
          >
            {state === 'cancelling' ? 'Cancelling…' : 'Cancel import'}
          </Button>
        </span>
        {/* One button throughout, never disabled: it keeps the focus while its meaning changes. */}
        <Button
          icon={isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          onPress={() => {
            if (pause.isPending || resume.isPending || state === 'cancelling') return;
            if (isPaused) resume.mutate({ id });
            else pause.mutate({ id });
          }}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button variant="primary" autoFocus onPress={closeImportSheet}>
          {isPaused ? 'Close' : 'Go on in the background'}
        </Button>
      </SheetFoot>
    </div>
  );
}

function describeShare(progress: RunningImport): string {
  const finished = formatCount(countFinished(progress));
  const percent = percentFinished(progress);
  if (percent === null) return `${finished} done, still counting the files`;
  return `${finished} of ${formatCount(progress.found)} · ${percent}\u00a0%`;
}

function describePace(progress: RunningImport): string {
  if (progress.state === 'paused') return 'Paused. Nothing is lost, even if you close Twinset.';
  if (progress.state === 'cancelling') return 'Ending; what is done stays.';
  if (progress.sending !== undefined) {
    const { done, total } = progress.sending;
    return `Sending to the shared catalog: ${formatCount(done)} of ${formatCount(total)} products`;
  }
  if (progress.isPreparing) return 'Loading the model…';
  return progress.imagesPerSecond > 0 ? `${describeSpeed(progress.imagesPerSecond)} images/s` : '';
}

function describeLeft(progress: RunningImport): string {
  if (progress.state !== 'running' || progress.secondsLeft === null || progress.sending !== undefined)
    return '';
  return `${describeDuration(progress.secondsLeft)} left`;
}
