/** Numbers as the interface writes them. */
const whole = new Intl.NumberFormat('en');

const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayOfAnyYear = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** The day of now, as the days of pins are counted: in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** 44424 → "44,424". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** 0.745 → "75 %", with one digit "74.5 %"; number and sign stay on one line. */
export function formatPercent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)}\u00a0%`;
}

/** (1, 'product') → "1 product", (44424, 'product') → "44,424 products". */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole.format(count)} ${count === 1 ? singular : plural}`;
}

/** As in the export: float noise on an equal image is not a difference. */
const scoreDigits = 6;

/** A cosine similarity, rounded to two decimals; to more where it would read 1.00 and the image is not equal. */
export function formatScore(value: number): string {
  const exact = value.toFixed(scoreDigits);
  for (let digits = 2; digits < scoreDigits; digits += 1) {
    const rounded = value.toFixed(digits);
    if (Number(rounded) !== 1 || Number(exact) === 1) return rounded;
  }
  return exact;
}

/** "2026-12-03" → "3 Dec", in another year "3 Dec 2027". @param today as "2026-11-26" */
export function formatDay(day: string, today: string): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return (isThisYear ? dayOfYear : dayOfAnyYear).format(new Date(`${day}T00:00Z`));
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
