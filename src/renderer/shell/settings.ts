/** The remembered settings as the interface uses them, with defaults until the engine has answered. */
import { useCallback, useMemo } from 'react';
import { defaultSettings, type Settings } from '../../contract/settings.ts';
import { transport } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useCall } from '../api/useCall.ts';
import { offeredMetric } from './metricOptions.ts';
import { showToast } from './toasts.ts';

const settingsKey = ['settings.get', {}] as const;

/** The settings, and a function that changes some of them at once here and then in the engine. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const { data = defaultSettings } = useCall('settings.get', {});
  // Which metrics are offered goes by it.
  useCall('tuning.kept', {});
  const metric = offeredMetric(data.metric);
  const settings = useMemo(() => (metric === data.metric ? data : { ...data, metric }), [data, metric]);
  const change = useCallback((part: Partial<Settings>) => void changeSettings(part), []);
  return [settings, change];
}

/** The settings outside of rendering. */
export function currentSettings(): Settings {
  const settings = queryClient.getQueryData<Settings>(settingsKey) ?? defaultSettings;
  return { ...settings, metric: offeredMetric(settings.metric) };
}

/** For what follows the hand (a splitter, a slider): shown at once, not yet remembered. */
export function showSettings(change: Partial<Settings>): void {
  queryClient.setQueryData<Settings>(settingsKey, (old) => ({ ...(old ?? defaultSettings), ...change }));
}

async function changeSettings(change: Partial<Settings>): Promise<void> {
  showSettings(change);
  try {
    const stored = await transport.call('settings.set', change);
    queryClient.setQueryData<Settings>(settingsKey, stored);
  } catch (thrown) {
    showToast(
      `The setting could not be remembered: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      {
        kind: 'error',
      },
    );
  }
}
