/** Numbers as the interface writes them. */
const whole = new Intl.NumberFormat('en');
const score = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 44424 → "44,424". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** (1, 'product') → "1 product", (44424, 'product') → "44,424 products". */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(count)} ${count === 1 ? singular : plural}`;
}

/** A cosine similarity with two decimals, cut rather than rounded: only an equal image reads 1.00. */
export function formatScore(value: number): string {
  // Rounding at the sixth digit first: 0.29 * 100 is 28.999…, and float noise on an equal image is not a difference.
  return score.format(Math.trunc(Math.round(value * 1e6) / 1e4) / 100);
}

/** 1536 → "1.5 kB". */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A length of time as a person would say it: "12 s", "3 min", "1 h 05 min". */
export function describeDuration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return minutes < 5 && whole % 60 !== 0 ? minutesAndSeconds(whole) : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function minutesAndSeconds(whole: number): string {
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
