/** The model weights that are there and that can be had, and the downloads under way. */
import { useEffect, useState } from 'react';
import type { DownloadProgress, Model } from '../../../contract/models.ts';
import { invalidate } from '../../api/queries.ts';
import { useCall, useEvent } from '../../api/useCall.ts';
import { announce } from '../../shell/toasts.ts';

export interface Models {
  readonly models: readonly Model[];
  readonly error: ReturnType<typeof useCall<'models.list'>>['error'];
  /** By model name; a finished one stays until its model counts as installed. */
  readonly downloads: Readonly<Record<string, DownloadProgress>>;
}

export function useModels(): Models {
  const { data, error } = useCall('models.list', {});
  const [downloads, setDownloads] = useState<Models['downloads']>({});
  // A download may have ended while nobody listened.
  useEffect(() => void invalidate(['models.list']), []);
  useEvent('models.progress', (progress) => {
    setDownloads((old) => ({ ...old, [progress.name]: progress }));
    if (progress.state === 'running') return;
    void invalidate(['models.list']);
    if (progress.state === 'done') announce(`${progress.name} is downloaded and checked.`);
  });
  return { models: data?.models ?? [], error, downloads };
}

/** The model that is used where none is chosen. */
export function findModel(models: readonly Model[], name: string | null): Model | undefined {
  return models.find((model) => (name === null ? model.default : model.name === name));
}
