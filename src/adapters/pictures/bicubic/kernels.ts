/** The loops that stretch a picture, as WebAssembly SIMD. Their sources are AssemblyScript in `kernels/`; `scripts/kernels.mjs` compiles them. */
import { moduleOf, type WasmMemory } from '../../webAssembly/webAssembly.ts';
import { moduleBase64 } from './kernels.generated.ts';

/**
 * All addresses are in bytes. A row is of pixels of three bytes each. `taps` until `tapsEnd` say for each output position, in two u32, the first
 * input position that counts and how many do; `weights` are an i32 for each of these, one position's after the other's. What is read and
 * written may reach up to 15 bytes further than the rows.
 */
export interface Kernels {
  /** Stretches each of a list of rows of `rowBytes` along itself: rows of as many pixels as there are taps, one after the other. */
  stretchRows(
    rows: number,
    rowsEnd: number,
    rowBytes: number,
    taps: number,
    tapsEnd: number,
    weights: number,
    out: number,
  ): void;
  /** Makes as many rows as there are taps of rows of `rowBytes`. */
  stretchColumns(
    rows: number,
    rowBytes: number,
    taps: number,
    tapsEnd: number,
    weights: number,
    out: number,
  ): void;
}

const open = moduleOf(moduleBase64);

/** The loops over this memory. */
export function createKernels(memory: WasmMemory): Kernels {
  // The sources in `kernels/` give these exports these signatures.
  return open(memory) as Kernels;
}
