/** The measurements of `bench` as a table for people. */
import type { Measurement } from '../bench/measurement.ts';
import { formatTable } from './print.ts';

/** Four significant digits: the rest is noise. */
export function roundMeasurement(measurement: Measurement): Measurement {
  const { value, p10, p90 } = measurement;
  return {
    ...measurement,
    ...(value !== undefined && { value: round(value) }),
    ...(p10 !== undefined && { p10: round(p10) }),
    ...(p90 !== undefined && { p90: round(p90) }),
  };
}

/** A row each, grouped by the first word of their names, memory last, with an empty line between the groups. */
export function formatMeasurements(results: readonly Measurement[]): string {
  const byGroup = Map.groupBy(results, groupOf);
  const memory = byGroup.get(memoryGroup) ?? [];
  byGroup.delete(memoryGroup);
  const groups = [...byGroup.values(), memory].filter((group) => group.length > 0);
  const [head = '', ...lines] = formatTable([header, ...groups.flat().map(toRow)]).split('\n');
  let at = 0;
  const blocks = groups.map((group) => {
    at += group.length;
    return lines.slice(at - group.length, at).join('\n');
  });
  return [head, ...blocks].join('\n\n');
}

const header = ['', 'value', '', 'p10 to p90', 'runs', ''];

const memoryGroup = 'memory';

function groupOf({ name }: Measurement): string {
  return name.split('.')[0] ?? name;
}

function toRow(measurement: Measurement): string[] {
  const { name, unit, value, p10, p90, runs, note = '' } = roundMeasurement(measurement);
  const spread = p10 === undefined || p90 === undefined ? '' : `${show(p10)} to ${show(p90)}`;
  return [
    name,
    value === undefined ? '–' : show(value),
    value === undefined ? '' : unit,
    spread,
    String(runs ?? ''),
    note,
  ];
}

function show(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
