import { ChartNoAxesColumn } from 'lucide-react';
import { useState } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { asFailure, type Failure } from '../../../contract/failure.ts';
import { hasEnded } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { useAction } from '../../api/useCall.ts';
import { dismissJob, useJobs } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import { navigate } from '../../shell/navigation.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { generateSheet } from '../lists/generate/generateSheet.ts';
import { listTypeOptions, type OfferedType } from '../lists/listTypes.ts';
import { fieldName } from '../products/fieldName.ts';
import { ExposureFindings } from './ExposureFindings.tsx';
import { type ExposureAddress, mostTop } from './exposureAddress.ts';
import '../../components/Insight.css';
import './ExposurePage.css';

export interface ExposurePageProps {
  readonly catalog: Catalog;
  readonly address: ExposureAddress;
}

/** How often each product is recommended: what no list shows, what many show, and how to change it. */
export function ExposurePage({ catalog, address }: ExposurePageProps) {
  const { type, top, mutualProximity } = address;
  // An address may name a field that the catalog does not have.
  const field = catalog.fields.find((each) => each === address.field) ?? null;
  const { jobs } = useJobs('exposure');
  const cancel = useAction('jobs.cancel');
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = jobs.find((job) => !hasEnded(job)) ?? null;
  // The last count stays listed, so that it is here when one comes back.
  const last = jobs.find(hasEnded) ?? null;
  const result = last?.result ?? null;

  async function count(): Promise<void> {
    if (running !== null) return;
    setFailure(null);
    for (const { id } of jobs) dismissJob(id);
    try {
      await client.call('exposure.measure', { type, top, mutualProximity, ...(field !== null && { field }) });
      await invalidate(['jobs.list']);
    } catch (thrown) {
      setFailure(asFailure(thrown));
    }
  }

  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main insight">
          <div className="insight-bar">
            <h1>Exposure</h1>
            <Select<OfferedType>
              label="Lists"
              value={type}
              options={listTypeOptions}
              onChange={(chosen) => navigate({ ...address, type: chosen }, { replace: true })}
            />
            <NumberField
              label="Length"
              value={top}
              min={1}
              max={mostTop}
              onChange={(chosen) => navigate({ ...address, top: chosen }, { replace: true })}
            />
            <Select
              label="By field"
              value={field ?? ''}
              options={[
                { value: '', label: 'none' },
                ...catalog.fields.map((each) => ({ value: each, label: fieldName(each) })),
              ]}
              onChange={(chosen) =>
                navigate({ ...address, field: chosen === '' ? null : chosen }, { replace: true })
              }
            />
            <Checkbox
              isSelected={mutualProximity}
              onChange={(chosen) => navigate({ ...address, mutualProximity: chosen }, { replace: true })}
            >
              Fewer products that are everywhere
            </Checkbox>
            <Button variant="primary" onPress={() => void count()}>
              {running !== null ? 'Counting…' : result === null ? 'Count' : 'Count again'}
            </Button>
            <Button onPress={() => generateSheet.show({})}>Generate lists…</Button>
          </div>
          {running === null ? null : (
            <div className="insight-progress">
              <WorkProgress
                label="Looking at every list"
                value={running.progress}
                isCancelling={running.state === 'cancelling'}
                onCancel={() => cancel.mutate({ id: running.id })}
              />
            </div>
          )}
          {failure === null ? null : <ErrorNote title="Nothing was counted" failure={failure} />}
          {last?.state === 'failed' ? <p role="alert">{last.message}</p> : null}
          {result === null ? (
            <EmptyState icon={<ChartNoAxesColumn size={40} />} title="Which products are never recommended?">
              Press Count to see how often each product is in a list: what no list shows, and what is
              everywhere.
            </EmptyState>
          ) : (
            <ExposureFindings result={result} />
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        {formatCounted(catalog.products, 'product')}
      </StatusBar>
    </>
  );
}
