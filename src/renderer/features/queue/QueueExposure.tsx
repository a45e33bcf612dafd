import { ChartNoAxesColumn } from 'lucide-react';
import { hasEnded } from '../../../contract/jobs.ts';
import type { ListKind } from '../../../contract/queue.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { dismissJob, useJobs } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { tellFailure } from '../../shell/toasts.ts';

export interface QueueExposureProps {
  readonly kind: ListKind;
  readonly onLibraryOrder: () => void;
}

/** Of when the count is by which the lists are ordered; counts anew, or first. */
export function QueueExposure({ kind, onLibraryOrder }: QueueExposureProps) {
  const { jobs } = useJobs('exposure');
  const { counted, failure } = useCounted(kind.type);
  const running = jobs.find((job) => !hasEnded(job)) ?? null;
  const cut = jobs.find((job) => job.state === 'failed') ?? null;

  async function count(): Promise<void> {
    for (const job of jobs) if (hasEnded(job)) dismissJob(job.id);
    try {
      await client.call('exposure.measure', { type: kind.type, top: kind.length });
      await invalidate(['jobs.list']);
    } catch (thrown) {
      tellFailure('Nothing was counted.', thrown);
    }
  }

  if (failure !== null) {
    return (
      <div className="queue-notice">
        <ErrorNote title="It was not found out when exposure was counted." failure={failure} />
      </div>
    );
  }
  return (
    <>
      {running === null ? null : (
        <div className="queue-counted">
          <ProgressBar label="Counting how often products are recommended" value={running.progress} />
        </div>
      )}
      {cut === null || running !== null ? null : (
        <p className="queue-counted" role="alert">
          {cut.message}
        </p>
      )}
      {running !== null || counted === undefined ? null : counted === null ? (
        <EmptyState
          icon={<ChartNoAxesColumn size={40} />}
          title="How often products are recommended is not counted yet"
          actions={
            <>
              <Button variant="primary" onPress={() => void count()}>
                Count now
              </Button>
              <Button onPress={onLibraryOrder}>Order as in the library</Button>
            </>
          }
        >
          {`The order goes by how many of the lists “${kind.title}” show each product. That is counted once, by looking at every list.`}
        </EmptyState>
      ) : (
        <p className="queue-counted quiet">
          {`Counted ${new Date(counted.at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}, in lists of ${formatCount(counted.top)}. `}
          <LinkButton onPress={() => void count()}>Count again</LinkButton>
        </p>
      )}
    </>
  );
}

/** `counted` is undefined until it is known, null where nothing was. */
export function useCounted(type: string, isAsked = true) {
  const { data, error } = useCall('exposure.counted', { type }, { enabled: isAsked });
  return { counted: data?.counted, failure: error };
}
