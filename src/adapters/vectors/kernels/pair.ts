/** The product of a query with one row, and what a row is as a query. AssemblyScript; what it is told and gives is said in `kernels.ts` one folder up. */
import { finePerCoarse, rowBytes, threePlanesOffset } from '../kernelLayout.ts';
import { sumsOf } from './parts/lanes.ts';

/** Eight of a row's whole numbers. */
function numbersAt(bytes: usize): v128 {
  const coarse = v128.load_ext<i8>(bytes);
  return i16x8.add(i16x8.mul(coarse, i16x8.splat(<i16>finePerCoarse)), v128.load_ext<i8>(bytes, rowBytes));
}

export function vectorOfRow(bytes: usize, step: f32, out: usize): void {
  const steps = f32x4.splat(step);
  const end = bytes + rowBytes;
  do {
    const numbers = numbersAt(bytes);
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(numbers)), steps));
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(numbers)), steps), 16);
    bytes += 8;
    out += 32;
  } while (bytes !== end);
}

/** The offset has no lower bits: it is added where the upper ones are. */
export function planesOfRow(bytes: usize, out: usize): void {
  const lower = i16x8.splat(127);
  const offset = i16x8.splat(<i16>(threePlanesOffset >> 14));
  const end = bytes + rowBytes;
  do {
    const first = numbersAt(bytes);
    const second = numbersAt(bytes + 8);
    v128.store(
      out,
      i8x16.narrow_i16x8_u(
        i16x8.add(i16x8.shr_s(first, 14), offset),
        i16x8.add(i16x8.shr_s(second, 14), offset),
      ),
    );
    v128.store(
      out,
      i8x16.narrow_i16x8_u(v128.and(i16x8.shr_s(first, 7), lower), v128.and(i16x8.shr_s(second, 7), lower)),
      rowBytes,
    );
    v128.store(out, i8x16.narrow_i16x8_u(v128.and(first, lower), v128.and(second, lower)), 2 * rowBytes);
    bytes += 16;
    out += 16;
  } while (bytes !== end);
}

/** Adds to the sums the products of sixteen of the row's bytes with as many seven-bit numbers. */
function add(sums: v128, bytes: v128, numbers: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(bytes, numbers, sums);
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
  const totals = sumsOf(
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
