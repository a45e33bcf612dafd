import { useEffect, useRef } from 'react';
import { useCall } from '../../../api/useCall.ts';
import { formatCounted } from '../../../components/format.ts';
import { showToast } from '../../../shell/toasts.ts';
import { driftSheet } from './driftSheet.ts';

/** Says once per catalog how many lists have lost what was chosen for them, and leads to them. */
export function useTellDrift(folder: string): void {
  const { data } = useCall('drift.find', { better: false });
  const toldOf = useRef<string | null>(null);
  useEffect(() => {
    if (data === undefined || toldOf.current === folder) return;
    toldOf.current = folder;
    const count = data.lists.length;
    if (count === 0) return;
    const lost = formatCounted(count, 'list has', 'lists have');
    showToast(`${lost} lost something that you chose: it is gone or sold out.`, {
      action: { label: 'Look at them', run: () => driftSheet.show({}) },
    });
  }, [data, folder]);
}
