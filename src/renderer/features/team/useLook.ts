import { useEffect } from 'react';
import { transport } from '../../api/client.ts';

/** Tells this window from others of the same machine. */
const thisWindow = Math.random().toString(36).slice(2);
const sayAgainMs = 10_000;

/** Says that this window shows a list, as long as it does; others see who works there. */
export function useLook(id: string, type: string, isShared: boolean): void {
  useEffect(() => {
    if (!isShared) return;
    const say = (list: { id: string; type: string } | null): void => {
      // A catalog that is closed meanwhile has nobody to tell.
      transport.call('team.look', { window: thisWindow, list }).catch(() => undefined);
    };
    say({ id, type });
    const timer = setInterval(() => say({ id, type }), sayAgainMs);
    return () => {
      clearInterval(timer);
      say(null);
    };
  }, [id, type, isShared]);
}
