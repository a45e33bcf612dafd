/**
 * Stretches as PIL does, byte for byte: separable cubic convolution in whole numbers, along rows first and rounded to bytes between the passes
 * (`Resample.c` of Pillow, until 12 in this order always). The models were trained with it; libvips 8.18 enlarges with its affine transform, which shifts the
 * result by half an output pixel, and takes four times as long to reduce a small picture.
 */
import { growTo, Memory, maxPages, type WasmMemory } from '../../webAssembly/webAssembly.ts';
import type { Raster } from '../decodeImage.ts';
import { pixelBytes, spareBytes, tapBytes } from './kernelLayout.ts';
import { createKernels, type Kernels } from './kernels.ts';
import { type Taps, tapsFor } from './taps.ts';

/** Rows go into the kernels' memory, and stretched ones are kept there, so many bytes of them at a time: pictures may be as long as they like. */
const bandBytes = 1 << 18;

interface Place {
  readonly memory: WasmMemory;
  readonly kernels: Kernels;
}

let place: Place | null = null;

/** One for each thread. */
function openPlace(): Place {
  if (place !== null) return place;
  const memory = new Memory({ initial: 1, maximum: maxPages, shared: true });
  place = { memory, kernels: createKernels(memory) };
  return place;
}

/** @returns `size × size × 3` bytes, RGB */
export function stretchBicubic({ data, width, height }: Raster, size: number): Uint8Array {
  const { memory, kernels } = openPlace();
  const columns = tapsFor(width, size);
  const rows = tapsFor(height, size);
  const from = width * pixelBytes;
  const to = size * pixelBytes;
  const bandRows = Math.min(height, Math.max(1, Math.floor(bandBytes / from)));
  const wideRows = Math.min(height, Math.max(rows.mostCount, Math.floor(bandBytes / to)));

  let end = 0;
  function take(bytes: number): number {
    const at = end;
    end = Math.ceil((at + bytes + spareBytes) / 16) * 16;
    return at;
  }
  const columnPlaces = take(columns.places.byteLength);
  const columnWeights = take(columns.weights.byteLength);
  const rowPlaces = take(rows.places.byteLength);
  const rowWeights = take(rows.weights.byteLength);
  const band = take(bandRows * from);
  const wide = take(wideRows * to);
  const out = take(size * to);
  growTo(memory, end);

  const bytes = new Uint8Array(memory.buffer);
  const numbers = new Int32Array(memory.buffer);
  numbers.set(columns.places, columnPlaces / 4);
  numbers.set(columns.weights, columnWeights / 4);
  numbers.set(rows.places, rowPlaces / 4);
  numbers.set(rows.weights, rowWeights / 4);

  const columnsEnd = columnPlaces + columns.places.byteLength;
  function widen(first: number, last: number): void {
    for (let row = first; row < last; row += bandRows) {
      const next = data.subarray(row * from, Math.min(last, row + bandRows) * from);
      bytes.set(next, band);
      const into = wide + (row - first) * to;
      kernels.stretchRows(band, band + next.length, from, columnPlaces, columnsEnd, columnWeights, into);
    }
  }

  for (const { outputs, inputs, weightsBefore } of groupsOf(rows, wideRows)) {
    widen(inputs.first, inputs.end);
    kernels.stretchColumns(
      // As if all rows before those were there.
      wide - inputs.first * to,
      to,
      rowPlaces + outputs.first * tapBytes,
      rowPlaces + outputs.end * tapBytes,
      rowWeights + weightsBefore * 4,
      out + outputs.first * to,
    );
  }
  return bytes.slice(out, out + size * to);
}

interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** Output positions one after the other, and the inputs that count for them. */
interface Group {
  readonly outputs: Stretch;
  readonly inputs: Stretch;
  readonly weightsBefore: number;
}

/** All output positions, in groups of as many as do with so many inputs. */
function* groupsOf({ places }: Taps, mostInputs: number): Generator<Group> {
  const startOf = (at: number): number => places[2 * at] ?? 0;
  const countOf = (at: number): number => places[2 * at + 1] ?? 0;
  const count = places.length / 2;
  let weightsBefore = 0;
  for (let first = 0; first < count; ) {
    const start = startOf(first);
    let end = first;
    let weights = 0;
    while (end < count && startOf(end) + countOf(end) - start <= mostInputs) weights += countOf(end++);
    const inputs = { first: start, end: startOf(end - 1) + countOf(end - 1) };
    yield { outputs: { first, end }, inputs, weightsBefore };
    weightsBefore += weights;
    first = end;
  }
}
