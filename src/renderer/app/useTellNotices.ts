import { useEffect } from 'react';
import type { Catalog } from '../../contract/catalogs.ts';
import { showToast } from '../shell/toasts.ts';

/** Says what the person must know of this opening: a damaged file that was put back, and what may be missing. */
export function useTellNotices({ notices }: Catalog): void {
  const text = notices.join('\n');
  useEffect(() => {
    for (const notice of text.split('\n')) if (notice !== '') showToast(notice, { kind: 'error' });
  }, [text]);
}
