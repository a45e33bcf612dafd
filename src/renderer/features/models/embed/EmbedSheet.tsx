import { useCallback, useEffect, useId, useState } from 'react';
import type { JobOf, JobState } from '../../../../contract/jobs.ts';
import { embeddingOptionsSchema } from '../../../../contract/models.ts';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { useStartedJob } from '../../../shell/useStartedJob.ts';
import { EmbeddingChoice } from '../EmbeddingChoice.tsx';
import { type EmbeddingPlan, embeddingFromPlan, isOtherwise } from '../embeddingPlan.ts';
import { EmbedOutcome } from './EmbedOutcome.tsx';
import { useEmbedSheet } from './embedEnds.ts';
import { LackingList } from './LackingList.tsx';
import './EmbedSheet.css';

const asItIs: EmbeddingPlan = {
  engine: 'auto',
  precision: 'auto',
  model: null,
  pooling: null,
  inputSize: null,
};

const cancelWords = (state: JobState): string => (state === 'cancelling' ? 'Cancelling…' : 'Cancel');

/** Embeds all of a shared catalog otherwise, for everybody: asks how, and says beforehand whose originals are not here. */
export function EmbedSheet({ onClose }: { readonly onClose: () => void }) {
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const { data: found, error } = useCall('cluster.originals', {});
  const [plan, setPlan] = useState(asItIs);
  const [last, setLast] = useState<JobOf<'embed'>['result']>(null);
  const onRead = useCallback(({ result }: JobOf<'embed'>) => setLast(result), []);
  const job = useStartedJob('embed', undefined, onRead);
  const { running, failure } = job;
  const reasonId = useId();
  const runtime = catalog?.runtime ?? null;
  const isAsItIs = running === null && runtime !== null && !isOtherwise(plan, runtime);
  useEffect(() => {
    useEmbedSheet.setState({ isOpen: true });
    return () => useEmbedSheet.setState({ isOpen: false });
  }, []);
  const here = found === undefined ? null : found.pictures - countPictures(found.lacking);

  function embed(): void {
    setLast(null);
    const embedding = embeddingFromPlan(plan, embeddingOptionsSchema.parse({}));
    void job.start(() => client.call('cluster.embed', { embedding }));
  }

  return (
    <Sheet
      title="Embed this catalog otherwise"
      size="medium"
      onClose={onClose}
      footer={
        <>
          {isAsItIs ? (
            <p id={reasonId} className="embed-reason quiet">
              It is embedded like this. Choose another model, pooling or input size.
            </p>
          ) : null}
          <Button onPress={onClose}>Close</Button>
          <Button
            variant={running === null ? 'primary' : 'normal'}
            isDisabled={isAsItIs || (running === null && (here === null || here === 0))}
            {...(isAsItIs && { 'aria-describedby': reasonId })}
            onPress={running === null ? embed : job.cancel}
          >
            {running !== null
              ? cancelWords(running.state)
              : here === null
                ? 'Embed'
                : `Embed ${formatCounted(here, 'picture')}`}
          </Button>
        </>
      }
    >
      <div className="embed-sheet">
        <p className="quiet">
          Every picture is embedded on this machine by another model, pooling or input size, beside what is
          there. Once all are, everybody sees look-alikes by it, from one moment to the next. Decisions,
          corrections and lists stay as they are, and your team can go on meanwhile.
        </p>
        {running !== null ? (
          <Running job={running} />
        ) : (
          <>
            {failure === null ? null : <ErrorNote title="It was not embedded to its end" failure={failure} />}
            {last === null ? null : <EmbedOutcome result={last} />}
            <EmbeddingChoice title="Model" plan={plan} onChange={setPlan} runtime={runtime} />
            {error === null ? null : <ErrorNote title="The originals cannot be looked for" failure={error} />}
            {found === undefined && error === null ? (
              <ProgressBar label="Looking for the originals" value={null} />
            ) : null}
            {found === undefined || last?.isShown === false ? null : (
              <LackingList
                found={found}
                lead={`${formatCounted(countPictures(found.lacking), 'original')} cannot be reached on this machine, and a thumbnail does not stand for one. Embed what is here.`}
              />
            )}
          </>
        )}
      </div>
    </Sheet>
  );
}

function Running({ job: { progress, detail } }: { readonly job: JobOf<'embed'> }) {
  const label = detail.step === 'showing' ? 'Showing it to everybody' : 'Embedding';
  const { done, total } = detail;
  return (
    <ProgressBar
      label={label}
      value={total === 0 ? null : progress}
      {...(total > 1 && {
        valueText: `${done.toLocaleString('en-US')} of ${formatCounted(total, 'picture')}`,
      })}
    />
  );
}

function countPictures(lacking: readonly { readonly pictures: number }[]): number {
  return lacking.reduce((sum, { pictures }) => sum + pictures, 0);
}
