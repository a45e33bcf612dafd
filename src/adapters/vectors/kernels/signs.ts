/** The loops over what axes leave of vectors, and over the signs that are kept of it. AssemblyScript; what they are told and give is said in `kernels.ts` one folder up. */
import { rowBytes, sketchBytes, sketchRowBytes } from '../kernelLayout.ts';

/** Of a vector of floats. */
const vectorBytes = rowBytes * 4;

/** Four axes at once, so that the vector's numbers are loaded and stored once for all of them. */
export function leaveOut(vector: usize, numbers: usize, axes: usize, axesEnd: usize): void {
  do {
    const numberA = v128.load32_splat(numbers);
    const numberB = v128.load32_splat(numbers, 4);
    const numberC = v128.load32_splat(numbers, 8);
    const numberD = v128.load32_splat(numbers, 12);
    for (let at: usize = 0; at !== vectorBytes; at += 16) {
      const axis = axes + at;
      let left = v128.load(vector + at);
      left = f32x4.relaxed_nmadd(v128.load(axis), numberA, left);
      left = f32x4.relaxed_nmadd(v128.load(axis, vectorBytes), numberB, left);
      left = f32x4.relaxed_nmadd(v128.load(axis, 2 * vectorBytes), numberC, left);
      left = f32x4.relaxed_nmadd(v128.load(axis, 3 * vectorBytes), numberD, left);
      v128.store(vector + at, left);
    }
    axes += 4 * vectorBytes;
    numbers += 16;
  } while (axes !== axesEnd);
}

/** Adds, in eight lanes, those of sixteen numbers whose bit is set. */
function addWhere(sums: v128, bits: v128, bit: v128, numbers: v128): v128 {
  const chosen = v128.and(numbers, i8x16.eq(v128.and(bits, bit), bit));
  return i16x8.add(sums, i16x8.extadd_pairwise_i8x16_s(chosen));
}

/** A lane adds up 256 numbers of at most 127: it has room for them. */
export function sumWhereSet(slots: usize, slotsEnd: usize, query: usize, rows: usize, out: usize): void {
  do {
    const row = rows + <usize>load<u32>(slots) * sketchRowBytes;
    let sums = i16x8.splat(0);
    let numbers = query;
    for (let at: usize = 0; at !== sketchBytes; at += 16) {
      const bits = v128.load(row + at);
      sums = addWhere(sums, bits, i8x16.splat(1), v128.load(numbers));
      sums = addWhere(sums, bits, i8x16.splat(2), v128.load(numbers, 16));
      sums = addWhere(sums, bits, i8x16.splat(4), v128.load(numbers, 32));
      sums = addWhere(sums, bits, i8x16.splat(8), v128.load(numbers, 48));
      sums = addWhere(sums, bits, i8x16.splat(16), v128.load(numbers, 64));
      sums = addWhere(sums, bits, i8x16.splat(32), v128.load(numbers, 80));
      sums = addWhere(sums, bits, i8x16.splat(64), v128.load(numbers, 96));
      sums = addWhere(sums, bits, i8x16.splat(-128), v128.load(numbers, 112));
      numbers += 128;
    }
    const pairs = i32x4.extadd_pairwise_i16x8_s(sums);
    store<i32>(
      out,
      i32x4.extract_lane(pairs, 0) +
        i32x4.extract_lane(pairs, 1) +
        i32x4.extract_lane(pairs, 2) +
        i32x4.extract_lane(pairs, 3),
    );
    slots += 4;
    out += 4;
  } while (slots !== slotsEnd);
}
