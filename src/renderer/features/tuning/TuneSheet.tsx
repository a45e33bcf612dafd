import { useCallback, useRef, useState } from 'react';
import type { TuneProgress, TuneResult } from '../../../contract/insight/tuning.ts';
import type { JobOf, JobState } from '../../../contract/jobs.ts';
import type { Metric } from '../../../contract/search.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { announce, tellFailure } from '../../shell/toasts.ts';
import { useStartedJob } from '../../shell/useStartedJob.ts';
import { Outcome } from './Outcome.tsx';
import type { TuneSheetProps } from './tuneSheet.ts';
import { WeightList, type Weights } from './WeightList.tsx';
import './TuneSheet.css';

const stepWords: Readonly<Record<TuneProgress['step'], string>> = {
  fetch: 'Fetching embeddings',
  compare: 'Looking at what cosine finds',
  look: 'Looking at every picture',
  learn: 'Learning, and asking about products it has not seen',
};

const cancelWords = (state: JobState): string => (state === 'cancelling' ? 'Cancelling…' : 'Cancel');

/** Learns a distance from the catalog's own metadata, says what it is worth, and takes it or goes back. */
export function TuneSheet({ metric: wasUsed, choose }: TuneSheetProps) {
  const close = useSheets((state) => state.close);
  const learning = useRef<HTMLSpanElement>(null);
  const [used, setUsed] = useState(wasUsed);
  const [weights, setWeights] = useState<Weights>(new Map());
  const [last, setLast] = useState<TuneResult | null>(null);
  const { data: known, error } = useCall('tuning.fields', {});
  const kept = useCall('tuning.kept', {}).data?.kept ?? null;
  const onRead = useCallback(({ result }: JobOf<'tune'>) => {
    if (result === null) return;
    setLast(result);
    announce(result.reason);
  }, []);
  const job = useStartedJob('tune', undefined, onRead);
  const { running, failure } = job;
  const fields = known?.fields ?? [];
  const weightOf = (field: string): number =>
    weights.get(field) ??
    kept?.weights.find((own) => own.field === field)?.weight ??
    fields.find((own) => own.field === field)?.weight ??
    0;
  const weighed = fields
    .filter(({ problem }) => problem === null)
    .map(({ field }) => ({ field, weight: weightOf(field) }));

  const canLearn = known !== undefined && weighed.some(({ weight }) => weight > 0);

  function learn(): void {
    setLast(null);
    void job.start(() => client.call('tuning.start', { fields: weighed }));
  }

  function use(metric: Metric): void {
    setUsed(metric);
    choose(metric);
  }

  async function forget(): Promise<void> {
    try {
      if (used === 'tuned') use('cosine');
      setLast(null);
      await client.call('tuning.drop', {});
      // The button that was pressed goes with what it was for; the keyboard stays in the sheet.
      learning.current?.querySelector('button')?.focus();
    } catch (thrown) {
      tellFailure('The learned distance was not forgotten.', thrown);
    }
  }

  return (
    <Sheet
      title="Tune to the catalog"
      onClose={close}
      footer={
        <>
          {kept === null || running !== null ? null : (
            <span className="tune-foot-first">
              <Button onPress={() => void forget()}>Forget it</Button>
            </span>
          )}
          <Button onPress={close}>Close</Button>
          <span ref={learning}>
            <Button
              variant={kept === null && running === null ? 'primary' : 'normal'}
              isDisabled={running === null && !canLearn}
              onPress={running === null ? learn : job.cancel}
            >
              {running === null ? (kept === null ? 'Learn' : 'Learn again') : cancelWords(running.state)}
            </Button>
          </span>
          {kept === null || running !== null ? null : used === 'tuned' ? (
            <Button variant="primary" onPress={() => use('cosine')}>
              Go back to cosine
            </Button>
          ) : (
            <Button variant="primary" onPress={() => use('tuned')}>
              Use it
            </Button>
          )}
        </>
      }
    >
      <div className="tune">
        <p className="quiet">
          Cosine takes all that differs between pictures for equally important. Tuning learns from your
          metadata what makes products alike here. It takes a minute or two for 40,000 products, and is kept
          only where it finds more of the same among products that it has not seen.
        </p>
        {error === null ? null : <ErrorNote title="The fields cannot be read" failure={error} />}
        {running !== null ? (
          <ProgressBar label={stepWords[running.detail.step]} value={running.progress} />
        ) : (
          <>
            {failure === null ? null : <ErrorNote title="Nothing was learned." failure={failure} />}
            <Told last={last} kept={kept?.result ?? null} isUsed={used === 'tuned'} />
            <WeightList
              fields={fields}
              weightOf={weightOf}
              isLoading={known === undefined}
              onChange={(field, weight) => setWeights(new Map(weights).set(field, weight))}
            />
          </>
        )}
      </div>
    </Sheet>
  );
}

interface ToldProps {
  readonly last: TuneResult | null;
  readonly kept: TuneResult | null;
  readonly isUsed: boolean;
}

/** What the last learning found, or what is kept. */
function Told({ last, kept, isUsed }: ToldProps) {
  const shown = last ?? kept;
  if (shown === null) return null;
  const isOlder = kept !== null && !shown.accepted;
  return (
    <>
      {kept === null ? null : (
        <p className="tune-use">
          {isUsed ? 'In use: look-alikes go by it.' : 'Not in use: look-alikes go by another distance.'}
          {isOlder ? ' What was learned before is kept.' : ''}
        </p>
      )}
      <Outcome result={shown} />
    </>
  );
}
