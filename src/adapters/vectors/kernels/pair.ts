/** The product of a query with one row. AssemblyScript; what it is told and gives is said in `kernels.ts` one folder up. */
import { rowBytes } from '../kernelLayout.ts';

/** Adds to the sum the products of four numbers of the query with four of the row. */
function add(sum: v128, query: v128, numbers: v128): v128 {
  return f32x4.relaxed_madd(query, f32x4.convert_i32x4_s(numbers), sum);
}

/** Four sums, so that an addition need not wait for the one before it. */
export function productWithBytes(query: usize, row: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let at: usize = 0; at !== rowBytes; at += 16) {
    const first = v128.load_ext<i8>(row + at);
    const second = v128.load_ext<i8>(row + at, 8);
    const numbers = query + 4 * at;
    a = add(a, v128.load(numbers), i32x4.extend_low_i16x8_s(first));
    b = add(b, v128.load(numbers, 16), i32x4.extend_high_i16x8_s(first));
    c = add(c, v128.load(numbers, 32), i32x4.extend_low_i16x8_s(second));
    d = add(d, v128.load(numbers, 48), i32x4.extend_high_i16x8_s(second));
  }
  const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    f32x4.extract_lane(sum, 2) +
    f32x4.extract_lane(sum, 3)
  );
}
