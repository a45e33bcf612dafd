/** How a field's values become colours, and the entries of the legend that stand for them. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import type { FieldScale } from '../../../../contract/insight/mapColours.ts';
import type { RangeFilter, ValueFilter } from '../../../../contract/products.ts';
import { formatCount } from '../../../components/format.ts';
import { nameOfValue } from '../../products/facets/filterWords.ts';

/** Colours that are told apart: as many as tokens.css has marks. */
export const markCount = 11;
/** A point's place in the palette: marks first, or a ramp from the least value to the greatest; then those without. */
export const otherSlot = 254;
export const noneSlot = 255;
const lastOfRamp = 253;

export interface LegendEntry {
  readonly label: string;
  /** Of its points, in the middle. */
  readonly slot: number;
  /** What shows its products and no others; null where no filter says so. */
  readonly filter: ValueFilter | RangeFilter | null;
}

export interface Colouring {
  readonly field: string;
  readonly isRamp: boolean;
  readonly entries: readonly LegendEntry[];
  /** Per point: its entry. */
  readonly entryOf: Uint8Array;
  /** Per point: its colour in the palette. */
  readonly slotOf: Uint8Array;
}

export function colourBy(field: string, scale: FieldScale): Colouring {
  return scale.kind === 'values' ? colourByValue(field, scale) : colourBySize(field, scale);
}

function colourByValue(field: string, { values, codes }: Extract<FieldScale, { kind: 'values' }>): Colouring {
  const marked = values.slice(0, markCount);
  const entries: LegendEntry[] = marked.map(({ value }, slot) => ({
    label: value,
    slot,
    filter: { field, values: [value] },
  }));
  const isOther = (code: number) => code === -1 || code >= marked.length;
  const [other, none] = addRest(entries, field, codes.some(isOther), codes.includes(-2));
  const entryOf = Uint8Array.from(codes, (code) => (code === -2 ? none : isOther(code) ? other : code));
  return {
    field,
    isRamp: false,
    entries,
    entryOf,
    slotOf: entryOf.map((entry) => entries[entry]?.slot ?? otherSlot),
  };
}

/** Adds the entries of rarer values and of none, where there are such products; their places. */
function addRest(
  entries: LegendEntry[],
  field: string,
  hasOther: boolean,
  hasNone: boolean,
): readonly [other: number, none: number] {
  const other = entries.length;
  if (hasOther) entries.push({ label: 'Other values', slot: otherSlot, filter: null });
  const none = entries.length;
  if (hasNone) entries.push({ label: nameOfValue(''), slot: noneSlot, filter: { field, values: [''] } });
  return [other, none];
}

/** Steps of a scale in the legend. */
const steps = 6;

function colourBySize(field: string, { kind, sizes }: Exclude<FieldScale, { kind: 'values' }>): Colouring {
  const known = Float64Array.from(sizes.filter((size) => size !== null)).sort();
  // A few extreme values would leave one colour for all others.
  const [least, most] = [
    known[Math.floor(known.length * 0.01)] ?? 0,
    known[Math.floor(known.length * 0.99)] ?? 0,
  ];
  const ticks =
    kind === 'dates'
      ? scaleUtc([least, most], [0, 1]).ticks(steps).map(Number)
      : scaleLinear([least, most], [0, 1]).ticks(steps);
  const bounds = ticks.filter((tick) => tick > least && tick <= most);
  const ramp = scaleLinear([least, Math.max(most, least + Number.EPSILON)], [0, lastOfRamp]).clamp(true);
  const entryAt = (size: number) => bounds.filter((bound) => bound <= size).length;
  const format = formatter(kind, least, most);
  const held = spansOf(known, entryAt);
  const entries: LegendEntry[] = [];
  // Steps without products are left out; the place of the others moves up.
  const places = Array.from({ length: bounds.length + 1 }, (_, step) => {
    const span = held.get(step);
    if (span === undefined) return -1;
    const [from, to] = [bounds[step - 1], bounds[step]];
    const middle = ((from ?? least) + (to ?? most)) / 2;
    const filter: RangeFilter =
      kind === 'numbers'
        ? { kind: 'range', field, min: span.least, max: span.most }
        : {
            kind: 'range',
            field,
            ...(from !== undefined && { min: new Date(from).toISOString() }),
            ...(to !== undefined && { max: new Date(to - 1).toISOString() }),
          };
    const isBounded = kind === 'numbers' || from !== undefined || to !== undefined;
    return (
      entries.push({
        label: labelOf(kind, from, to, format),
        slot: Math.round(ramp(middle)),
        filter: isBounded ? filter : null,
      }) - 1
    );
  });
  const [, none] = addRest(entries, field, false, sizes.includes(null));
  const slotOf = Uint8Array.from(sizes, (size) => (size === null ? noneSlot : Math.round(ramp(size))));
  const entryOf = Uint8Array.from(sizes, (size) => (size === null ? none : (places[entryAt(size)] ?? 0)));
  return { field, isRamp: true, entries, entryOf, slotOf };
}

/** Of each step that has any, its least and greatest size. @param known in their order */
function spansOf(known: Float64Array, entryAt: (size: number) => number) {
  const spans = new Map<number, { least: number; most: number }>();
  for (const size of known) {
    const step = entryAt(size);
    spans.set(step, { least: spans.get(step)?.least ?? size, most: size });
  }
  return spans;
}

function labelOf(
  kind: 'numbers' | 'dates',
  from: number | undefined,
  to: number | undefined,
  format: (size: number) => string,
): string {
  if (from === undefined) return to === undefined ? 'All' : `before ${format(to)}`;
  if (to === undefined) return `${format(from)} and ${kind === 'dates' ? 'later' : 'more'}`;
  if (kind === 'numbers') return `${format(from)} to ${format(to)}`;
  // Up to a moment before: "2010 to 2014", and a single year as one.
  const [first, last] = [format(from), format(to - 1)];
  return first === last ? first : `${first} to ${last}`;
}

const dayMs = 86_400_000;

/** As few words as tell the steps apart. */
function formatter(kind: 'numbers' | 'dates', least: number, most: number): (size: number) => string {
  if (kind === 'numbers') return (size) => (Number.isInteger(size) ? formatCount(size) : String(size));
  const digits = most - least > 3 * 366 * dayMs ? 4 : most - least > 90 * dayMs ? 7 : 10;
  return (ms) => new Date(ms).toISOString().slice(0, digits);
}
