import { useEffect, useState } from 'react';
import { useCall } from '../../../api/useCall.ts';
import { formatCounted } from '../../../components/format.ts';
import { showToast } from '../../../shell/toasts.ts';
import { driftSheet } from './driftSheet.ts';

/** Says once per catalog how many lists have lost what was chosen for them, and leads to them. */
export function useTellDrift(folder: string): void {
  const [toldOf, setToldOf] = useState<string | null>(null);
  const isTold = toldOf === folder;
  // Once it is told nobody asks: every decision would look through all lists again.
  const { data } = useCall('drift.find', { better: false }, { enabled: !isTold });
  useEffect(() => {
    if (data === undefined || isTold) return;
    setToldOf(folder);
    const count = data.lists.length;
    if (count === 0) return;
    const lost = formatCounted(count, 'list has', 'lists have');
    showToast(`${lost} lost something that you chose: it is gone or sold out.`, {
      action: { label: 'Look at them', run: () => driftSheet.show({}) },
    });
  }, [data, folder, isTold]);
}
