import type { ImportReport } from '../../../../contract/imports.ts';

/** What ran, for a curator: nothing where precise mode was simply used. */
export function describePrecision({
  precision,
  runtimeNotes,
}: Pick<ImportReport, 'precision' | 'runtimeNotes'>): string | null {
  if (precision === 'int8') return 'Fast mode agrees with precise mode here, so it was used.';
  return runtimeNotes.length === 0 ? null : 'Precise mode was used: fast mode was not taken here.';
}

/** The same for whoever wants to know exactly, a line each. */
export function describeRuntime(
  report: Pick<ImportReport, 'engine' | 'precision' | 'model' | 'space' | 'runtimeNotes'>,
): string[] {
  const { engine, precision, model, space, runtimeNotes } = report;
  return [`${model}, ${engine}, ${precision}, embedding space ${space}`, ...runtimeNotes];
}
