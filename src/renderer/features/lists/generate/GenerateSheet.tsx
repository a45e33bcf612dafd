import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { Parsed } from '../../../../contract/contract.ts';
import type { ExportOptions } from '../../../../contract/exports.ts';
import type { Filter } from '../../../../contract/products.ts';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { useJobRun } from '../../../api/useJobRun.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { type SegmentOption, Segments } from '../../../components/controls/Segments.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { metricName } from '../../../shell/metricNames.ts';
import { useAddress } from '../../../shell/navigation.ts';
import { useSettings } from '../../../shell/settings.ts';
import { useSheets } from '../../../shell/sheets.ts';
import { isNarrowed } from '../../products/facets/filters.ts';
import { useSelection } from '../../products/selection/selection.ts';
import { listTypeOptions, type OfferedType } from '../listTypes.ts';
import { offerUndo } from '../offerUndo.ts';
import { useExportedSelection } from '../useExportedSelection.ts';
import { DryRunReport } from './DryRunReport.tsx';
import { asksForSelection, emptyRule, type GenerationPlan, moveRule, toOrder } from './generationPlan.ts';
import { RuleRow } from './RuleRow.tsx';
import './GenerateSheet.css';

type Scope = 'selection' | 'view' | 'all';

const all = { kind: 'all' as const };

type GenerationMetric = Parsed<'lists.generate'>['metric'];

/** Those whose distance is 1 − a score, by which rules go. */
const generationMetrics: readonly { readonly value: GenerationMetric; readonly label: string }[] = [
  { value: 'cosine', label: metricName('cosine') },
  { value: 'tuned', label: metricName('tuned') },
];

/** Whose lists can be made, the most particular first. */
function scopesFor(selected: number, isFiltered: boolean): readonly SegmentOption<Scope>[] {
  return [
    ...(selected === 0
      ? []
      : [{ value: 'selection' as const, label: `Selection (${formatCount(selected)})` }]),
    ...(isFiltered ? [{ value: 'view' as const, label: 'Filtered view' }] : []),
    { value: 'all' as const, label: 'Whole catalog' },
  ];
}

/** The selected products as a condition on products. */
function selectedFilter(what: ExportOptions['what'] | null): Filter | null {
  if (what?.kind === 'products') return { kind: 'ids', ids: [...what.ids] };
  return what?.kind === 'selection' ? { kind: 'selection', id: what.id } : null;
}

/** Makes lists by rules: first what would come of them, then, on request, the lists. */
export function GenerateSheet() {
  const close = useSheets((state) => state.close);
  const { view } = useAddress();
  const selectedSet = useSelection((state) => state.ids);
  const selected = useMemo(() => [...selectedSet], [selectedSet]);
  const selection = useExportedSelection(selected);
  const [settings] = useSettings();
  const hasOwnDistance = useCall('tuning.kept', {}).data?.kept != null;
  const isLearnedUsed = useCall('ranking.get', {}).data?.isUsed === true;
  /** Null: as the settings say. */
  const [chosenMetric, setMetric] = useState<GenerationMetric | null>(null);
  const metric = hasOwnDistance
    ? (chosenMetric ?? (settings.metric === 'tuned' ? 'tuned' : 'cosine'))
    : 'cosine';
  const scopes = scopesFor(selected.length, isNarrowed(view));
  const [scope, setScope] = useState<Scope>(
    scopes.find(({ value }) => value !== 'selection')?.value ?? 'all',
  );
  const [plan, setPlan] = useState<GenerationPlan>({
    type: 'substitute',
    length: 10,
    mutualProximity: false,
    reverseLinks: false,
    rules: [emptyRule(0)],
  });
  const [nextKey, setNextKey] = useState(1);
  const facets = useCall('products.facets', { view: {} }).data?.facets ?? [];
  const run = useJobRun('generate');
  const result = run.ended?.result ?? null;

  function change(next: GenerationPlan): void {
    setPlan(next);
    // What was told is of other rules.
    run.forget();
  }

  const isSelectionAsked = asksForSelection(plan) && selected.length > 0;

  function generate(dryRun: boolean): void {
    const what =
      scope === 'selection' ? selection.what : scope === 'view' ? { kind: 'view' as const, view } : all;
    // Null: the engine does not hold the selection yet, or it says why it cannot.
    if (run.isRunning || what === null || (isSelectionAsked && selection.what === null)) return;
    const { mutualProximity, reverseLinks } = plan;
    const order = toOrder(plan, selectedFilter(selection.what));
    void run.start(() =>
      client.call('lists.generate', { what, order, metric, mutualProximity, reverseLinks, dryRun, limit: 0 }),
    );
  }

  const finish = useEffectEvent(() => {
    if (result?.applied !== true) return;
    close();
    const { products, entries } = result;
    void offerUndo({
      operation: 'generate',
      done: `${formatCounted(products, 'list')} made, with ${formatCounted(entries, 'suggestion')}.`,
      takenBack: 'The generated lists were taken back.',
    });
  });
  useEffect(() => {
    if (result?.applied === true) finish();
  }, [result]);

  return (
    <Sheet
      title="Generate lists"
      size="large"
      onClose={close}
      footer={
        <>
          {run.isRunning ? (
            <Button key="stop" variant="danger" onPress={run.cancel}>
              Stop
            </Button>
          ) : (
            <Button key="cancel" onPress={close}>
              Cancel
            </Button>
          )}
          <Button key="try" onPress={() => generate(true)}>
            Try it out
          </Button>
          <Button key="apply" variant="primary" onPress={() => generate(false)}>
            Generate
          </Button>
        </>
      }
    >
      <div className="generate">
        <div className="rule-line">
          <span className="rule-title">Lists</span>
          <div className="rule-controls">
            <Select<OfferedType>
              label="Type"
              value={plan.type}
              options={listTypeOptions}
              onChange={(type) => change({ ...plan, type })}
            />
            <NumberField
              label="Length"
              value={plan.length}
              min={1}
              max={200}
              onChange={(length) => change({ ...plan, length })}
            />
            {!hasOwnDistance ? null : (
              <Select<GenerationMetric>
                label="Distance"
                value={metric}
                options={generationMetrics}
                onChange={(chosen) => {
                  setMetric(chosen);
                  run.forget();
                }}
              />
            )}
            {scopes.length < 2 ? null : (
              <Segments<Scope>
                label="Lists of"
                value={scope}
                options={scopes}
                onChange={(chosen) => {
                  setScope(chosen);
                  run.forget();
                }}
              />
            )}
            <Checkbox
              isSelected={plan.mutualProximity}
              onChange={(mutualProximity) => change({ ...plan, mutualProximity })}
            >
              Fewer products that are everywhere
            </Checkbox>
            <Checkbox
              isSelected={plan.reverseLinks}
              onChange={(reverseLinks) => change({ ...plan, reverseLinks })}
            >
              A last place for products in no list
            </Checkbox>
          </div>
        </div>
        <p className="quiet">
          The first rule that fits a product makes its list; where none fits, its look-alikes are the list.
          What you decided stays.
          {isLearnedUsed ? ' Rules go by distance: the learned order is not theirs.' : ''}
        </p>
        {plan.rules.map((rule, place) => (
          <RuleRow
            key={rule.key}
            place={place}
            rule={rule}
            facets={facets}
            count={plan.rules.length}
            selected={selected}
            onMove={(by) => change({ ...plan, rules: moveRule(plan.rules, rule.key, by) })}
            onChange={(changed) =>
              change({ ...plan, rules: plan.rules.map((each) => (each.key === rule.key ? changed : each)) })
            }
            onRemove={() => change({ ...plan, rules: plan.rules.filter(({ key }) => key !== rule.key) })}
          />
        ))}
        <div>
          <Button
            onPress={() => {
              change({ ...plan, rules: [...plan.rules, emptyRule(nextKey)] });
              setNextKey(nextKey + 1);
            }}
          >
            Add a rule
          </Button>
        </div>
        {run.isRunning ? <ProgressBar label="Making the lists" value={run.progress} /> : null}
        {(scope === 'selection' || isSelectionAsked) && selection.failure !== null ? (
          <ErrorNote title="The selection could not be taken" failure={selection.failure} />
        ) : null}
        {run.failure === null ? null : <ErrorNote title="Nothing was generated" failure={run.failure} />}
        {result === null || result.applied ? null : <DryRunReport result={result} />}
      </div>
    </Sheet>
  );
}
