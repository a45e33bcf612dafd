/** The remembered settings as the interface uses them, with defaults until the engine has answered. */
import { useCallback } from 'react';
import { defaultSettings, type Settings } from '../../contract/settings.ts';
import { transport } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { useCall } from '../api/useCall.ts';
import { showToast } from './toasts.ts';

const settingsKey = ['settings.get', {}] as const;

/** The settings, and a function that changes some of them at once here and then in the engine. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const { data } = useCall('settings.get', {});
  const change = useCallback((part: Partial<Settings>) => void changeSettings(part), []);
  return [data ?? defaultSettings, change];
}

/** The settings outside of rendering. */
export function currentSettings(): Settings {
  return queryClient.getQueryData<Settings>(settingsKey) ?? defaultSettings;
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
