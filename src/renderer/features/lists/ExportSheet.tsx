import { useState } from 'react';
import { hasEnded } from '../../../contract/jobs.ts';
import { useCall } from '../../api/useCall.ts';
import { useAddress } from '../../app/navigation.ts';
import { useSettings } from '../../app/settings.ts';
import { useSheets } from '../../app/sheets.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Sheet } from '../../components/Sheet.tsx';
import { isNarrowed } from '../products/filters.ts';
import { ExportChoices } from './ExportChoices.tsx';
import { ExportPreview } from './ExportPreview.tsx';
import { ExportResult } from './ExportResult.tsx';
import { type ExportPlan, likelyScope, toExportOptions } from './exportPlan.ts';
import { useExportJob } from './useExportJob.ts';
import './ExportSheet.css';

export interface ExportSheetProps {
  readonly ids?: readonly string[];
  /** The lists of these products are meant, and not those of the view or the catalog. */
  readonly isJustThese?: boolean;
}

/** Exports recommendation lists: whose, how long, which columns; with the first rows as the file will have them. */
export function ExportSheet({ ids = [], isJustThese = false }: ExportSheetProps) {
  const close = useSheets((state) => state.close);
  const { view } = useAddress();
  const [settings] = useSettings();
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const fields = catalog?.fields ?? [];
  const [plan, setPlan] = useState<ExportPlan>(() => ({
    scope: isJustThese ? 'selection' : likelyScope(ids.length, isNarrowed(view)),
    top: 10,
    metric: settings.metric,
    same: [],
    filtersApply: false,
    columns: [],
    format: 'csv',
    onlyCurated: false,
  }));
  const options = toExportOptions(plan, { ids, view, fields });
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
              autoFocus
              onPress={() => {
                // Not disabled meanwhile: a disabled button would lose the focus.
                if (!isRunning) void exporting.start(options, catalog.name);
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
            selected={ids.length}
            view={view}
            total={catalog.products}
            fields={fields}
            isDisabled={isRunning}
          />
        )}
        <ExportResult exporting={exporting} />
        {isDone ? null : <ExportPreview options={options} />}
      </div>
    </Sheet>
  );
}
