import type { RecentCatalog } from '../../../contract/catalogs.ts';

const dayMs = 86_400_000;

/** When a catalog was last open, as a person would say it: "today", "yesterday", "3 days ago", "12 March 2026". */
export function describeOpened(openedAt: string, now: Date): string {
  const opened = new Date(openedAt);
  if (Number.isNaN(opened.getTime())) return '';
  const days = Math.round((startOfDay(now) - startOfDay(opened)) / dayMs);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return `${days} days ago`;
  return opened.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The recent catalogs that are not open now. */
export function otherCatalogs(recent: readonly RecentCatalog[], openFolder: string | null): RecentCatalog[] {
  return recent.filter((catalog) => catalog.folder !== openFolder);
}
