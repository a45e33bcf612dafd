import type { ReactNode } from 'react';
import type { Metric } from '../../../contract/search.ts';
import type { Settings } from '../../../contract/settings.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useMetricOptions } from '../../shell/metricOptions.ts';
import { useSettings } from '../../shell/settings.ts';
import { useSheets } from '../../shell/sheets.ts';
import { EmbeddingChoice } from '../models/EmbeddingChoice.tsx';
import { embeddingFromPlan, embeddingToPlan } from '../models/embeddingPlan.ts';
import { fieldName } from '../products/fieldName.ts';
import { tuneSheet } from '../tuning/tuneSheet.ts';
import { diagnosticsSheet } from './settingsSheets.ts';
import './SettingsSheet.css';

const themes: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** As many as the settings remember. */
const mostCaptions = 20;

/** What is remembered for the person. Every change counts at once; there is nothing to save. */
export function SettingsSheet() {
  const close = useSheets((state) => state.close);
  const { error } = useCall('settings.get', {});
  const isElectron = useCall('host.info', {}).data?.kind === 'electron';
  const setHostTheme = useAction('host.setTheme');
  const [settings, change] = useSettings();
  const metricOptions = useMetricOptions();
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const fields = catalog?.fields.slice(0, mostCaptions) ?? [];
  const chooseMetric = (metric: Metric): void => change({ metric });

  return (
    <Sheet
      title="Settings"
      size="medium"
      onClose={close}
      footer={
        <>
          <span className="settings-foot-first">
            <Button onPress={() => diagnosticsSheet.show({})}>Diagnostics…</Button>
          </span>
          <Button variant="primary" autoFocus onPress={close}>
            Done
          </Button>
        </>
      }
    >
      <div className="settings">
        {error === null ? null : <ErrorNote title="The settings cannot be read" failure={error} />}
        <Part title="Appearance">
          <Segments
            label="Theme"
            value={settings.theme}
            options={themes}
            onChange={(theme) => {
              change({ theme });
              if (isElectron) setHostTheme.mutate({ theme });
            }}
          />
        </Part>
        <Part title="Look-alikes">
          <div className="settings-line">
            <NumberField
              label="Shown at first"
              value={settings.k}
              min={1}
              max={200}
              onChange={(k) => change({ k })}
            />
            <Select
              label="Distance"
              value={settings.metric}
              options={metricOptions}
              onChange={chooseMetric}
            />
            {catalog !== null ? (
              <Button onPress={() => tuneSheet.show({ metric: settings.metric, choose: chooseMetric })}>
                Tune to the catalog…
              </Button>
            ) : null}
          </div>
          {fields.length === 0 ? null : (
            <fieldset className="settings-captions">
              <legend>Under each picture (nothing ticked: in what it differs)</legend>
              {fields.map((field) => (
                <Checkbox
                  key={field}
                  isSelected={settings.captionFields.includes(field)}
                  onChange={(isShown) =>
                    change({
                      captionFields: isShown
                        ? [...settings.captionFields, field]
                        : settings.captionFields.filter((each) => each !== field),
                    })
                  }
                >
                  {fieldName(field)}
                </Checkbox>
              ))}
            </fieldset>
          )}
          <p className="quiet">
            The score on a look-alike is always its cosine similarity, of the pictures or as tuned; the
            distance decides the order.
          </p>
        </Part>
        <EmbeddingChoice
          title="Model for new images"
          plan={embeddingToPlan(settings.embedding)}
          onChange={(plan) => change({ embedding: embeddingFromPlan(plan, settings.embedding) })}
          runtime={null}
        />
      </div>
    </Sheet>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="settings-part" aria-label={title}>
      <h3 className="settings-title">{title}</h3>
      {children}
    </section>
  );
}
