/** The product of a query with one row. AssemblyScript; what it is told and gives is said in `kernels.ts` one folder up. */
import { rowBytes, threePlanesOffset } from '../kernelLayout.ts';

/** Adds to the sums the products of sixteen of the row's bytes with as many seven-bit numbers. */
function add(sums: v128, bytes: v128, numbers: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(bytes, numbers, sums);
}

/** The four lanes of each of four vectors added up. */
function totalsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** Of each plane two sums, so that an addition need not wait for the one before it; a plane of ones tells what the offset made. */
export function productWithBytes(query: usize, row: usize): f64 {
  const ones = i8x16.splat(1);
  let upper0 = i32x4.splat(0);
  let upper1 = i32x4.splat(0);
  let middle0 = i32x4.splat(0);
  let middle1 = i32x4.splat(0);
  let lower0 = i32x4.splat(0);
  let lower1 = i32x4.splat(0);
  let bare0 = i32x4.splat(0);
  let bare1 = i32x4.splat(0);
  const rowEnd = row + rowBytes;
  do {
    let bytes = v128.load(row);
    upper0 = add(upper0, bytes, v128.load(query));
    middle0 = add(middle0, bytes, v128.load(query, rowBytes));
    lower0 = add(lower0, bytes, v128.load(query, 2 * rowBytes));
    bare0 = add(bare0, bytes, ones);
    bytes = v128.load(row, 16);
    upper1 = add(upper1, bytes, v128.load(query, 16));
    middle1 = add(middle1, bytes, v128.load(query, rowBytes + 16));
    lower1 = add(lower1, bytes, v128.load(query, 2 * rowBytes + 16));
    bare1 = add(bare1, bytes, ones);
    row += 32;
    query += 32;
  } while (row !== rowEnd);
  const totals = totalsOf(
    i32x4.add(upper0, upper1),
    i32x4.add(middle0, middle1),
    i32x4.add(lower0, lower1),
    i32x4.add(bare0, bare1),
  );
  return (
    <f64>i32x4.extract_lane(totals, 0) * 16384 +
    <f64>i32x4.extract_lane(totals, 1) * 128 +
    <f64>i32x4.extract_lane(totals, 2) -
    <f64>i32x4.extract_lane(totals, 3) * threePlanesOffset
  );
}
