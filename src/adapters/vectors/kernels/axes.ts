/** The loops over principal axes and prefixes. AssemblyScript; what they are told and give is said in `kernels.ts` one folder up. */
import {
  axisCount,
  prefixFactBytes,
  prefixRowBytes,
  rowBytes,
  siftedBytes,
  siftLimitBytes,
  siftOffset,
} from '../kernelLayout.ts';
import { sumsOf } from './parts/lanes.ts';

/** Of a vector of floats. */
const vectorBytes = rowBytes * 4;

/** The four lanes added up. */
function sumOf(a: v128, b: v128): f32 {
  const sum = f32x4.add(a, b);
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    f32x4.extract_lane(sum, 2) +
    f32x4.extract_lane(sum, 3)
  );
}

/** Four axes at once, so that the vector's numbers are loaded for all of them; each has two sums. */
export function project(vector: usize, axes: usize, axesEnd: usize, out: usize): void {
  do {
    let place = vector;
    let axis = axes;
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let d0 = f32x4.splat(0);
    let d1 = f32x4.splat(0);
    do {
      let numbers = v128.load(place);
      a0 = f32x4.relaxed_madd(numbers, v128.load(axis), a0);
      b0 = f32x4.relaxed_madd(numbers, v128.load(axis, vectorBytes), b0);
      c0 = f32x4.relaxed_madd(numbers, v128.load(axis, 2 * vectorBytes), c0);
      d0 = f32x4.relaxed_madd(numbers, v128.load(axis, 3 * vectorBytes), d0);
      numbers = v128.load(place, 16);
      a1 = f32x4.relaxed_madd(numbers, v128.load(axis, 16), a1);
      b1 = f32x4.relaxed_madd(numbers, v128.load(axis, vectorBytes + 16), b1);
      c1 = f32x4.relaxed_madd(numbers, v128.load(axis, 2 * vectorBytes + 16), c1);
      d1 = f32x4.relaxed_madd(numbers, v128.load(axis, 3 * vectorBytes + 16), d1);
      place += 32;
      axis += 32;
    } while (place !== vector + vectorBytes);
    store<f32>(out, sumOf(a0, a1));
    store<f32>(out, sumOf(b0, b1), 4);
    store<f32>(out, sumOf(c0, c1), 8);
    store<f32>(out, sumOf(d0, d1), 12);
    axes += 4 * vectorBytes;
    out += 16;
  } while (axes !== axesEnd);
}

/** Two vectors of an axis at once. */
export function spread(vector: usize, numbers: usize, axes: usize, axesEnd: usize): void {
  do {
    const number = v128.load32_splat(numbers);
    for (let at: usize = 0; at !== vectorBytes; at += 32) {
      const first = f32x4.relaxed_madd(v128.load(vector + at), number, v128.load(axes + at));
      const second = f32x4.relaxed_madd(v128.load(vector + at, 16), number, v128.load(axes + at, 16));
      v128.store(axes + at, first);
      v128.store(axes + at, second, 16);
    }
    axes += vectorBytes;
    numbers += 4;
  } while (axes !== axesEnd);
}

/** Numbers whose products are added up in float32; the sums of so many are added up in float64. */
const chunkBytes = 64 * 4;

/** Of an axis with each of those up to itself how far their product is from what it would be of orthonormal ones, squared and added up. */
export function departure(axes: usize, axis: usize): f64 {
  let squares: f64 = 0;
  for (let other = axes; other <= axis; other += vectorBytes) {
    let product: f64 = 0;
    for (let at: usize = 0; at !== vectorBytes; at += chunkBytes) {
      let even = f32x4.splat(0);
      let odd = f32x4.splat(0);
      for (let place = at; place !== at + chunkBytes; place += 32) {
        even = f32x4.relaxed_madd(v128.load(axis + place), v128.load(other + place), even);
        odd = f32x4.relaxed_madd(v128.load(axis + place, 16), v128.load(other + place, 16), odd);
      }
      product += <f64>sumOf(even, odd);
    }
    squares += other === axis ? (product - 1) * (product - 1) : 2 * product * product;
  }
  return squares;
}

/** The address of the prefix row of the slot at an address. */
function prefixOf(slot: usize, rows: usize): usize {
  return rows + <usize>load<u32>(slot) * prefixRowBytes;
}

/** The two f32 of one row and of another. */
function factsOf(rowA: usize, rowB: usize): v128 {
  return v128.load64_lane(rowB, v128.load64_zero(rowA, axisCount), 1, axisCount);
}

/** Four rows at once: a vector of the query's numbers is loaded for all of them, and their sums fill a vector. */
export function reach(
  slots: usize,
  slotsEnd: usize,
  query: usize,
  weights: usize,
  rows: usize,
  estimates: usize,
  highest: usize,
  axes: usize,
): void {
  const scale = v128.load32_splat(weights);
  const weightOfFacts = v128.load64_splat(weights, 4);
  const bytes = axes + prefixFactBytes;
  do {
    const rowA = rows + <usize>load<u32>(slots) * bytes;
    const rowB = rows + <usize>load<u32>(slots, 4) * bytes;
    const rowC = rows + <usize>load<u32>(slots, 8) * bytes;
    const rowD = rows + <usize>load<u32>(slots, 12) * bytes;
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    for (let at: usize = 0; at !== axes; at += 8) {
      const numbers = v128.load(query + 2 * at);
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(rowA + at), numbers));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(rowB + at), numbers));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(rowC + at), numbers));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(rowD + at), numbers));
    }
    const estimate = f32x4.mul(f32x4.convert_i32x4_s(sumsOf(a, b, c, d)), scale);
    const factsAB = v128.load64_lane(rowB + axes, v128.load64_zero(rowA + axes), 1);
    const factsCD = v128.load64_lane(rowD + axes, v128.load64_zero(rowC + axes), 1);
    const offAB = f32x4.mul(factsAB, weightOfFacts);
    const offCD = f32x4.mul(factsCD, weightOfFacts);
    const off = f32x4.add(
      v128.shuffle<f32>(offAB, offCD, 0, 2, 4, 6),
      v128.shuffle<f32>(offAB, offCD, 1, 3, 5, 7),
    );
    v128.store(estimates, estimate);
    v128.store(highest, f32x4.add(estimate, off));
    slots += 16;
    estimates += 16;
    highest += 16;
  } while (slots !== slotsEnd);
}

/** Four values at once, most of which are too low. */
export function pick(values: usize, valuesEnd: usize, least: f32, places: usize): usize {
  const leasts = f32x4.splat(least);
  let place: u32 = 0;
  do {
    let high = i32x4.bitmask(f32x4.lt(v128.load(values), leasts)) ^ 15;
    while (high !== 0) {
      store<u32>(places, place + ctz<u32>(high));
      places += 4;
      high &= high - 1;
    }
    place += 4;
    values += 16;
  } while (values !== valuesEnd);
  return places;
}

/** What the query's offset makes of a row's bytes, taken away, in eight lanes. */
function withoutOffset(row: usize): v128 {
  const offset = i8x16.splat(<i8>siftOffset);
  let sum = i16x8.splat(0);
  for (let at: usize = 0; at !== axisCount; at += 16)
    sum = i16x8.sub(sum, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(row + at), offset));
  return sum;
}

/** Adds the products of sixteen bytes with as many numbers, in eight lanes. */
function addProducts(sums: v128, bytes: v128, numbers: v128): v128 {
  return i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(bytes, numbers));
}

/** The eight lanes of each of two vectors added up to two pairs of each, which are as small as a lane. */
function pairsOf(a: v128, b: v128): v128 {
  const sums = i16x8.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  return i32x4.extadd_pairwise_i16x8_s(sums);
}

/** The eight lanes of each of four vectors added up. */
function totalsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = pairsOf(a, b);
  const cd = pairsOf(c, d);
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

/** The sum of the squares of a row's bytes, in four lanes. */
function squaresOf(row: usize): v128 {
  let sum = i32x4.splat(0);
  for (let at: usize = 0; at !== axisCount; at += 8) {
    const bytes = v128.load_ext<i8>(row + at);
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(bytes, bytes));
  }
  return sum;
}

/** Writes down a query and four rows where one of them can be high enough. @returns where the next goes */
function noteHigh(
  sums: v128,
  query: u32,
  limits: usize,
  row: u32,
  rests: v128,
  offs: v128,
  norms: v128,
  found: usize,
): usize {
  const limit = limits + <usize>query * siftLimitBytes;
  let highest = f32x4.convert_i32x4_s(sums);
  highest = f32x4.relaxed_madd(rests, v128.load32_splat(limit), highest);
  highest = f32x4.relaxed_madd(offs, v128.load32_splat(limit, 4), highest);
  highest = f32x4.relaxed_madd(norms, v128.load32_splat(limit, 8), highest);
  const low = <u32>i32x4.bitmask(f32x4.lt(highest, v128.load32_splat(limit, 12)));
  if (low === 15) return found;
  v128.store(found, highest);
  store<u32>(found, query, 16);
  store<u32>(found, row, 20);
  store<u32>(found, low ^ 15, 24);
  return found + siftedBytes;
}

/** Four rows with two queries at once: what is loaded is used for all that it meets. The steps along the axes are written out, or V8 counts them. */
export function sift(
  slots: usize,
  slotsEnd: usize,
  list: usize,
  listEnds: usize,
  queries: usize,
  limits: usize,
  rows: usize,
  found: usize,
): usize {
  let row: u32 = 0;
  do {
    const row0 = prefixOf(slots, rows);
    const row1 = prefixOf(slots + 4, rows);
    const row2 = prefixOf(slots + 8, rows);
    const row3 = prefixOf(slots + 12, rows);
    const facts01 = factsOf(row0, row1);
    const facts23 = factsOf(row2, row3);
    const rests = v128.shuffle<f32>(facts01, facts23, 0, 2, 4, 6);
    const offs = v128.shuffle<f32>(facts01, facts23, 1, 3, 5, 7);
    const squares = sumsOf(squaresOf(row0), squaresOf(row1), squaresOf(row2), squaresOf(row3));
    const norms = f32x4.sqrt(f32x4.convert_i32x4_s(squares));
    const start0 = withoutOffset(row0);
    const start1 = withoutOffset(row1);
    const start2 = withoutOffset(row2);
    const start3 = withoutOffset(row3);
    const listEnd = <usize>load<u32>(listEnds);
    let item = list;
    do {
      const placeA = load<u32>(item);
      const placeB = load<u32>(item, 4);
      const queryA = queries + <usize>placeA * axisCount;
      const queryB = queries + <usize>placeB * axisCount;
      let numbersA = v128.load(queryA);
      let numbersB = v128.load(queryB);
      let bytes = v128.load(row0);
      let a0 = addProducts(start0, bytes, numbersA);
      let b0 = addProducts(start0, bytes, numbersB);
      bytes = v128.load(row1);
      let a1 = addProducts(start1, bytes, numbersA);
      let b1 = addProducts(start1, bytes, numbersB);
      bytes = v128.load(row2);
      let a2 = addProducts(start2, bytes, numbersA);
      let b2 = addProducts(start2, bytes, numbersB);
      bytes = v128.load(row3);
      let a3 = addProducts(start3, bytes, numbersA);
      let b3 = addProducts(start3, bytes, numbersB);
      numbersA = v128.load(queryA, 16);
      numbersB = v128.load(queryB, 16);
      bytes = v128.load(row0, 16);
      a0 = addProducts(a0, bytes, numbersA);
      b0 = addProducts(b0, bytes, numbersB);
      bytes = v128.load(row1, 16);
      a1 = addProducts(a1, bytes, numbersA);
      b1 = addProducts(b1, bytes, numbersB);
      bytes = v128.load(row2, 16);
      a2 = addProducts(a2, bytes, numbersA);
      b2 = addProducts(b2, bytes, numbersB);
      bytes = v128.load(row3, 16);
      a3 = addProducts(a3, bytes, numbersA);
      b3 = addProducts(b3, bytes, numbersB);
      numbersA = v128.load(queryA, 32);
      numbersB = v128.load(queryB, 32);
      bytes = v128.load(row0, 32);
      a0 = addProducts(a0, bytes, numbersA);
      b0 = addProducts(b0, bytes, numbersB);
      bytes = v128.load(row1, 32);
      a1 = addProducts(a1, bytes, numbersA);
      b1 = addProducts(b1, bytes, numbersB);
      bytes = v128.load(row2, 32);
      a2 = addProducts(a2, bytes, numbersA);
      b2 = addProducts(b2, bytes, numbersB);
      bytes = v128.load(row3, 32);
      a3 = addProducts(a3, bytes, numbersA);
      b3 = addProducts(b3, bytes, numbersB);
      numbersA = v128.load(queryA, 48);
      numbersB = v128.load(queryB, 48);
      bytes = v128.load(row0, 48);
      a0 = addProducts(a0, bytes, numbersA);
      b0 = addProducts(b0, bytes, numbersB);
      bytes = v128.load(row1, 48);
      a1 = addProducts(a1, bytes, numbersA);
      b1 = addProducts(b1, bytes, numbersB);
      bytes = v128.load(row2, 48);
      a2 = addProducts(a2, bytes, numbersA);
      b2 = addProducts(b2, bytes, numbersB);
      bytes = v128.load(row3, 48);
      a3 = addProducts(a3, bytes, numbersA);
      b3 = addProducts(b3, bytes, numbersB);
      const sumsA = totalsOf(a0, a1, a2, a3);
      const sumsB = totalsOf(b0, b1, b2, b3);
      found = noteHigh(sumsA, placeA, limits, row, rests, offs, norms, found);
      found = noteHigh(sumsB, placeB, limits, row, rests, offs, norms, found);
      item += 8;
    } while (item !== listEnd);
    listEnds += 4;
    row += 4;
    slots += 16;
  } while (slots !== slotsEnd);
  return found;
}
