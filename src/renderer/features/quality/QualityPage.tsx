import { Gauge } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { useModels } from '../models/useModels.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { LibraryStatus } from '../products/LibraryStatus.tsx';
import { Findings } from './Findings.tsx';
import { QualityBar } from './QualityBar.tsx';
import type { QualityAddress } from './qualityAddress.ts';
import { useQualityJob } from './useQualityJob.ts';
import './QualityPage.css';

export interface QualityPageProps {
  readonly catalog: Catalog;
  readonly address: QualityAddress;
}

/** How well look-alikes agree with the metadata and with the curator, by one setting or two side by side. */
export function QualityPage({ catalog, address }: QualityPageProps) {
  const { view, k, sample, setting, against } = address;
  const job = useQualityJob();
  const known = { runtime: catalog.runtime, models: useModels().models };
  const { data, error } = useCall('quality.last', {});
  const measured = data?.measured ?? null;
  const isRunning = job.running !== null;

  function measure(): void {
    if (isRunning) return;
    const settings = against === null ? [setting] : [setting, against];
    void job.start({ view, k, sample, settings });
  }

  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main quality">
          <QualityBar
            address={address}
            known={known}
            measureLabel={isRunning ? 'Measuring…' : measured === null ? 'Measure' : 'Measure again'}
            onMeasure={measure}
          />
          {job.running === null ? null : (
            <div className="quality-progress">
              <WorkProgress
                label={stepWords[job.running.detail.step]}
                value={job.running.progress}
                isCancelling={job.running.state === 'cancelling'}
                onCancel={job.cancel}
              />
            </div>
          )}
          {job.failure === null ? null : <ErrorNote title="Nothing was measured" failure={job.failure} />}
          {error !== null ? (
            <ErrorNote title="The last measurement could not be read" failure={error} />
          ) : catalog.products === 0 ? (
            <EmptyLibrary catalog={catalog} />
          ) : data === undefined ? (
            <p role="status">Looking for the last measurement…</p>
          ) : measured === null ? (
            <EmptyState icon={<Gauge size={40} />} title="How good are the look-alikes?">
              Press Measure to see how many look-alikes have the same values in your metadata, and how many
              you accepted. Under Against you can set two ways of finding them side by side.
            </EmptyState>
          ) : (
            <Findings quality={measured} address={address} known={known} isStale={isRunning} />
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        <LibraryStatus catalog={catalog} view={view} />
      </StatusBar>
    </>
  );
}

const stepWords = {
  'reading-colours': 'Reading colours of pictures that were imported before they were kept',
  embedding: 'Embedding pictures in another way',
  searching: 'Looking at look-alikes',
} as const;
