/** The loop over rows of floats of any length. AssemblyScript; what it is told and gives is said in `kernels.ts` one folder up. */

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
