import { useState } from 'react';
import type { PresetDescription } from '../../../contract/exports.ts';
import { hasEnded } from '../../../contract/jobs.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useAddress } from '../../shell/navigation.ts';
import { useSettings } from '../../shell/settings.ts';
import { useSheets } from '../../shell/sheets.ts';
import { isNarrowed } from '../products/facets/filters.ts';
import { ExportChoices } from './ExportChoices.tsx';
import { ExportPreview } from './ExportPreview.tsx';
import { ExportResult } from './ExportResult.tsx';
import { type ExportPlan, fileNameFor, likelyScope, toExportOptions } from './exportPlan.ts';
import type { ExportIntent } from './exportSheet.ts';
import { useExportedSelection } from './useExportedSelection.ts';
import { useExportJob } from './useExportJob.ts';
import './ExportSheet.css';

const none: readonly string[] = [];

/** Exports recommendation lists: whose, how long, which columns; with the first rows as the file will have them. */
export function ExportSheet({ ids = none, seen = ids.length, list }: ExportIntent) {
  const close = useSheets((state) => state.close);
  const { view } = useAddress();
  const [settings] = useSettings();
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const fields = catalog?.fields ?? [];
  const [plan, setPlan] = useState<ExportPlan>(() => ({
    scope: likelyScope(list ?? null, seen, isNarrowed(view)),
    top: 10,
    metric: settings.metric,
    same: [],
    diversity: 0,
    filtersApply: false,
    columns: [],
    format: 'csv',
    shop: {
      ...{ preset: 'shopify', type: list?.plan.type ?? 'substitute' },
      ...{ key: null, separator: null, shopCatalog: null },
    },
    onlyCurated: false,
    heedsWishes: true,
    ...list?.plan,
  }));
  const isForShop = plan.format === 'shop';
  const presets = useCall('lists.presets', {}, { enabled: catalog !== null && isForShop }).data?.presets;
  const preset = isForShop ? presets?.find((each) => each.preset === plan.shop.preset) : undefined;
  const selection = useExportedSelection(ids);
  const options = toExportOptions(plan, { list: list ?? null, selection: selection.what, view, fields });
  /** The selection is meant, and the engine does not hold it yet. */
  const isWaiting = plan.scope === 'selection' && ids.length > 0 && selection.what === null;
  const exporting = useExportJob();
  const isRunning = exporting.isStarting || (exporting.job !== null && !hasEnded(exporting.job));
  const isDone = exporting.job?.state === 'done';

  if (catalog === null || catalog.embeddings === 0)
    return (
      <Sheet title="Export" size="small" onClose={close}>
        <EmptyState title="Nothing to export yet">
          Open a folder and import its images: every product then has a list of look-alikes.
        </EmptyState>
      </Sheet>
    );

  return (
    <Sheet
      title="Export recommendation lists"
      size="large"
      onClose={close}
      footer={
        isDone ? (
          <>
            <Button key="more" onPress={exporting.forget}>
              Export more…
            </Button>
            <Button key="done" variant="primary" autoFocus onPress={close}>
              Done
            </Button>
          </>
        ) : (
          <>
            {isRunning ? (
              <Button key="stop" variant="danger" onPress={exporting.cancel}>
                Cancel export
              </Button>
            ) : (
              <Button key="cancel" onPress={close}>
                Cancel
              </Button>
            )}
            <Button
              key="export"
              variant="primary"
              onPress={() => {
                // Not disabled meanwhile: a disabled button would lose the focus.
                if (!isRunning && !isWaiting)
                  void exporting.start(options, nameFile(catalog.name, plan, preset));
              }}
            >
              {isRunning ? 'Exporting…' : 'Export'}
            </Button>
          </>
        )
      }
    >
      <div className="export">
        {isDone ? null : (
          <ExportChoices
            plan={plan}
            onChange={setPlan}
            list={list ?? null}
            selected={ids.length}
            hidden={ids.length - seen}
            view={view}
            total={catalog.products}
            fields={fields}
            catalogName={catalog.name}
            isDisabled={isRunning}
          />
        )}
        <ExportResult exporting={exporting} />
        {isWaiting && selection.failure !== null ? (
          <ErrorNote title="The selection cannot be exported" failure={selection.failure} />
        ) : null}
        {isDone || isWaiting ? null : <ExportPreview options={options} />}
      </div>
    </Sheet>
  );
}

/** @param preset of the shop that the file is for, once it is known */
function nameFile(
  catalogName: string,
  { format }: ExportPlan,
  preset: PresetDescription | undefined,
): string {
  if (format !== 'shop') return fileNameFor(catalogName, format);
  return fileNameFor(catalogName, preset?.ending ?? 'csv', preset?.fileWord);
}
