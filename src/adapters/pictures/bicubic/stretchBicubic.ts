/**
 * Stretches as PIL does, byte for byte: separable cubic convolution in whole numbers, along rows first and rounded to bytes between the passes
 * (`Resample.c` of Pillow, until 12 in this order always). The models were trained with it; libvips 8.18 enlarges with its affine transform, which shifts the
 * result by half an output pixel, and takes four times as long to reduce a small picture.
 */
import { growTo, Memory, maxPages, type WasmMemory } from '../../webAssembly/webAssembly.ts';
import type { Raster } from '../decodeImage.ts';
import { pixelBytes, spareBytes } from './kernelLayout.ts';
import { createKernels, type Kernels } from './kernels.ts';
import { tapsFor } from './taps.ts';

/** Rows go into the kernels' memory so many bytes at a time, or one by one: pictures may be as long as they like. */
const bandBytes = 1 << 18;
/** What a thread keeps from one picture to the next; a larger memory is let go of. */
const keptBytes = 1 << 23;

interface Place {
  readonly memory: WasmMemory;
  readonly kernels: Kernels;
}

let kept: Place | null = null;

function openPlace(): Place {
  const memory = new Memory({ initial: 1, maximum: maxPages, shared: true });
  return { memory, kernels: createKernels(memory) };
}

/** @returns `size × size × 3` bytes, RGB */
export function stretchBicubic({ data, width, height }: Raster, size: number): Uint8Array {
  const place = kept ?? openPlace();
  const { memory, kernels } = place;
  const columns = tapsFor(width, size);
  const rows = tapsFor(height, size);
  const from = width * pixelBytes;
  const to = size * pixelBytes;
  const bandRows = Math.max(1, Math.floor(bandBytes / from));

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
  const wide = take(height * to);
  const out = take(size * to);
  growTo(memory, end);

  const bytes = new Uint8Array(memory.buffer);
  const numbers = new Int32Array(memory.buffer);
  numbers.set(columns.places, columnPlaces / 4);
  numbers.set(columns.weights, columnWeights / 4);
  numbers.set(rows.places, rowPlaces / 4);
  numbers.set(rows.weights, rowWeights / 4);
  const columnsEnd = columnPlaces + columns.places.byteLength;
  for (let row = 0; row < height; row += bandRows) {
    const next = data.subarray(row * from, Math.min(height, row + bandRows) * from);
    bytes.set(next, band);
    kernels.stretchRows(
      band,
      band + next.length,
      from,
      columnPlaces,
      columnsEnd,
      columnWeights,
      wide + row * to,
    );
  }
  kernels.stretchColumns(wide, to, rowPlaces, rowPlaces + rows.places.byteLength, rowWeights, out);
  kept = memory.buffer.byteLength > keptBytes ? null : place;
  return bytes.slice(out, out + size * to);
}
