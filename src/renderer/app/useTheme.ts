import { useEffect } from 'react';
import type { Settings } from '../../contract/settings.ts';

/** Sets `data-theme` on the document: as chosen, or as the system has it, also when the system changes. Forced colours are the system's. */
export function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const forced = window.matchMedia('(forced-colors: active)');
    const apply = () => {
      const isDark = forced.matches || theme === 'system' ? system.matches : theme === 'dark';
      document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light');
    };
    apply();
    for (const query of [system, forced]) query.addEventListener('change', apply);
    return () => {
      for (const query of [system, forced]) query.removeEventListener('change', apply);
    };
  }, [theme]);
}
