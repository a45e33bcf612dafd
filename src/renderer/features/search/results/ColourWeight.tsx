import { isSimilarity } from '../../../../contract/search.ts';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Slider } from '../../../components/controls/Slider.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCounted } from '../../../components/format.ts';
import { WorkProgress } from '../../../components/WorkProgress.tsx';
import { offeredMetric } from '../../../shell/metricOptions.ts';
import { useSettings } from '../../../shell/settings.ts';
import { useStartedJob } from '../../../shell/useStartedJob.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';
import { navigateLive } from '../navigateLive.ts';

/** So much that look still tells one thing from another. */
const mostWeight = 0.9;

/** How much colour counts beside the look; pictures whose colours nobody kept are read first, when that is asked for. */
export function ColourWeight({ address }: { readonly address: LookAlikesAddress }) {
  const [settings] = useSettings();
  const { data } = useCall('colours.missing', {});
  const job = useStartedJob('colours');
  const { wishes } = address;
  const isOffered = isSimilarity(offeredMetric(address.metric ?? settings.metric));
  const missing = data?.pictures ?? 0;
  return (
    <div className="colour-weight">
      <Slider
        label="Same colour"
        value={wishes.colourWeight}
        min={0}
        max={mostWeight}
        step={0.05}
        isShare
        // What is wished already can be taken back, whatever stands in its way.
        isDisabled={wishes.colourWeight === 0 && (!isOffered || missing > 0)}
        onChange={(colourWeight) => navigateLive({ ...address, wishes: { ...wishes, colourWeight } })}
      />
      {missing > 0 ? (
        <>
          <p className="quiet">
            {`The colours of ${formatCounted(missing, 'picture')} are not known yet; they are read from thumbnails.`}
          </p>
          <div className="colour-reading">
            {job.running === null ? (
              <Button onPress={() => void job.start(() => client.call('colours.read', {}))}>
                Read colours
              </Button>
            ) : (
              <WorkProgress
                label="Reading colours"
                value={job.running.progress}
                isCancelling={job.running.state === 'cancelling'}
                onCancel={job.cancel}
              />
            )}
          </div>
          {job.failure === null ? null : (
            <ErrorNote title="The colours were not read" failure={job.failure} />
          )}
        </>
      ) : (
        <p className="quiet">
          {isOffered
            ? 'More look-alikes of the same colour, fewer of the same kind.'
            : 'By cosine distance, or the catalog’s own.'}
        </p>
      )}
    </div>
  );
}
