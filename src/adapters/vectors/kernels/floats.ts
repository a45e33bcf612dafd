/** The loops over rows of floats. AssemblyScript; what they are told and give is said in `kernels.ts` one folder up. */
import { rowBytes } from '../kernelLayout.ts';

/** Of a vector. */
const vectorBytes = rowBytes * 4;

/** The four lanes of each of four vectors added up. */
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Four queries with two rows at once: what is loaded is used for all that it meets. */
export function multiply(
  queries: usize,
  queriesEnd: usize,
  rows: usize,
  rowsEnd: usize,
  bytes: usize,
  out: usize,
  outBytes: usize,
): void {
  do {
    const queryB = queries + bytes;
    const queryC = queryB + bytes;
    const queryD = queryC + bytes;
    let row = rows;
    let place = out;
    do {
      let a0 = f32x4.splat(0);
      let a1 = f32x4.splat(0);
      let b0 = f32x4.splat(0);
      let b1 = f32x4.splat(0);
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let d0 = f32x4.splat(0);
      let d1 = f32x4.splat(0);
      for (let at: usize = 0; at !== bytes; at += 16) {
        const first = v128.load(row + at);
        const second = v128.load(row + bytes + at);
        let numbers = v128.load(queries + at);
        a0 = f32x4.relaxed_madd(numbers, first, a0);
        a1 = f32x4.relaxed_madd(numbers, second, a1);
        numbers = v128.load(queryB + at);
        b0 = f32x4.relaxed_madd(numbers, first, b0);
        b1 = f32x4.relaxed_madd(numbers, second, b1);
        numbers = v128.load(queryC + at);
        c0 = f32x4.relaxed_madd(numbers, first, c0);
        c1 = f32x4.relaxed_madd(numbers, second, c1);
        numbers = v128.load(queryD + at);
        d0 = f32x4.relaxed_madd(numbers, first, d0);
        d1 = f32x4.relaxed_madd(numbers, second, d1);
      }
      const ofAB = sums(a0, a1, b0, b1);
      const ofCD = sums(c0, c1, d0, d1);
      v128.store64_lane(place, ofAB, 0);
      v128.store64_lane(place + outBytes, ofAB, 1);
      v128.store64_lane(place + 2 * outBytes, ofCD, 0);
      v128.store64_lane(place + 3 * outBytes, ofCD, 1);
      row += 2 * bytes;
      place += 8;
    } while (row !== rowsEnd);
    queries += 4 * bytes;
    out += 4 * outBytes;
  } while (queries !== queriesEnd);
}

/** Two sums in each of four lanes, as Fletcher has them: of the words, and of the sums so far. */
export function checksum(vector: usize): u32 {
  let sum = i32x4.splat(0);
  let sums = i32x4.splat(0);
  for (let at: usize = 0; at !== vectorBytes; at += 16) {
    sum = i32x4.add(sum, v128.load(vector + at));
    sums = i32x4.add(sums, sum);
  }
  // Each lane counts otherwise, so that words that changed places do not go unseen.
  const factors = i32x4(0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f);
  const mixed = v128.xor(
    i32x4.mul(sum, factors),
    i32x4.mul(sums, v128.shuffle<i32>(factors, factors, 1, 2, 3, 0)),
  );
  return (
    <u32>i32x4.extract_lane(mixed, 0) ^
    rotl<u32>(i32x4.extract_lane(mixed, 1), 8) ^
    rotl<u32>(i32x4.extract_lane(mixed, 2), 16) ^
    rotl<u32>(i32x4.extract_lane(mixed, 3), 24)
  );
}

/** Adds the products of two numbers of the query with two of the vector. A product of two f32 is exact in f64, added to the sum at once or not. */
function addTwo(sum: v128, query: usize, vector: usize): v128 {
  return f64x2.relaxed_madd(v128.load(query), f64x2.promote_low_f32x4(v128.load64_zero(vector)), sum);
}

/** Four sums of two lanes, so that an addition need not wait for the one before it. */
export function product(query: usize, vector: usize): f64 {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let third = f64x2.splat(0);
  let fourth = f64x2.splat(0);
  const end = vector + vectorBytes;
  do {
    first = addTwo(first, query, vector);
    second = addTwo(second, query + 16, vector + 8);
    third = addTwo(third, query + 32, vector + 16);
    fourth = addTwo(fourth, query + 48, vector + 24);
    query += 64;
    vector += 32;
  } while (vector !== end);
  const sum = f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
