import { absent, type Measurement, medianOf } from './measurement.ts';

/** Memory in MB (a million bytes); null is where the system does not tell. */
export function memoryOf(name: string, runs: readonly (number | null)[], note: string): Measurement {
  const known = runs.filter((bytes) => bytes !== null).map((bytes) => bytes / 1e6);
  if (known.length === 0) return absent(name, 'MB', 'This system does not tell what another process holds.');
  return medianOf(name, 'MB', known, note);
}
