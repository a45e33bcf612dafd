import { Download, WandSparkles } from 'lucide-react';
import type { Metric } from '../../../../contract/search.ts';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { useMetricOptions } from '../../../shell/metricOptions.ts';
import { navigate } from '../../../shell/navigation.ts';
import { useSettings } from '../../../shell/settings.ts';
import { tuneSheet } from '../../tuning/tuneSheet.ts';
import { exportShownList, shownPlan } from '../exportShownList.ts';
import type { QuerySubject } from '../useQuerySubject.ts';
import { LearnedOrder } from './LearnedOrder.tsx';
import { Refinements, type RefinementsProps } from './Refinements.tsx';
import { SameFields } from './SameFields.tsx';
import './ResultsControls.css';

export interface ResultsControlsProps extends RefinementsProps {
  readonly fields: readonly string[];
  readonly subject: QuerySubject;
}

/** How many, by which distance, how alike each other, and in which fields they must be the same as the query product. */
export function ResultsControls({ address, fields, subject, found }: ResultsControlsProps) {
  const [settings, change] = useSettings();
  const metricOptions = useMetricOptions();
  const { query } = address;
  const shown = shownPlan(address, settings);

  function setCount(k: number): void {
    navigate({ ...address, k }, { replace: true });
    change({ k });
  }

  function setMetric(metric: Metric): void {
    navigate({ ...address, metric }, { replace: true });
    change({ metric });
  }

  function toggleSame(field: string): void {
    const same = address.same.includes(field)
      ? address.same.filter((each) => each !== field)
      : [...address.same, field];
    navigate({ ...address, same });
  }

  return (
    <div className="results-controls" role="toolbar" aria-label="Which look-alikes">
      <NumberField label="Look-alikes" value={shown.top} min={1} max={200} onChange={setCount} />
      <span className="results-metric">
        <Select
          label="Distance"
          isLabelHidden
          value={shown.metric}
          options={metricOptions}
          onChange={setMetric}
        />
        <IconButton
          label="Tune to the catalog…"
          onPress={() => tuneSheet.show({ metric: shown.metric, choose: setMetric })}
        >
          <WandSparkles size={14} aria-hidden />
        </IconButton>
      </span>
      <Refinements address={address} found={found} />
      {query.kind === 'product' ? <LearnedOrder found={found} /> : null}
      <IconButton label="Export list…" onPress={() => exportShownList(address)}>
        <Download size={14} aria-hidden />
      </IconButton>
      {query.kind === 'product' && fields.length > 0 ? (
        <SameFields
          fields={fields}
          same={address.same}
          empty={new Set(fields.filter((field) => (subject.attributes[field] ?? '') === ''))}
          onToggle={toggleSame}
        />
      ) : null}
    </div>
  );
}
