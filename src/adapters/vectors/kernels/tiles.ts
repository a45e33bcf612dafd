/** What a batch thread does with every row. AssemblyScript; what it is told and gives is said in `kernels.ts` one folder up. */
import {
  factPrefixWeight,
  factRestNorm,
  factScale,
  factWeight,
  limitCount,
  limitFound,
  limitLeast,
  limitRatio,
  limitRestNorm,
  prefixLength,
  rowBytes,
  tileEdge,
  tileRowCount,
  tileStride,
  tooLow,
} from '../kernelLayout.ts';

const outBytes = tileStride * 4;
const limitBytes = limitCount * 4;

export function gather(slots: usize, slotsEnd: usize, rows: usize, target: usize): void {
  do {
    memory.copy(target, rows + <usize>load<u32>(slots) * rowBytes, rowBytes);
    slots += 4;
    target += rowBytes;
  } while (slots !== slotsEnd);
}

/** The four lanes of each of three vectors added up, in the first three lanes; the fourth repeats the third. */
function totals(a: v128, b: v128, c: v128): v128 {
  const ofTwo = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const ofOne = i32x4.add(v128.shuffle<i32>(c, c, 0, 4, 1, 5), v128.shuffle<i32>(c, c, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ofTwo, ofOne, 0, 1, 4, 5), v128.shuffle<i32>(ofTwo, ofOne, 2, 3, 6, 7));
}

/** All bits set where a query's sums over the prefix, with the most that the rest can add, are high enough. */
function canBeHigh(sums: v128, limits: usize, rowFacts: usize): v128 {
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(rowFacts, factScale * outBytes));
  const weighted = f32x4.mul(
    v128.load_splat<f32>(limits, limitRatio * 4),
    v128.load(rowFacts, factPrefixWeight * outBytes),
  );
  const rest = f32x4.mul(
    v128.load_splat<f32>(limits, limitRestNorm * 4),
    v128.load(rowFacts, factRestNorm * outBytes),
  );
  return f32x4.ge(f32x4.add(f32x4.sub(scaled, weighted), rest), v128.load_splat<f32>(limits, limitLeast * 4));
}

export function products(
  queries: usize,
  queriesEnd: usize,
  rows: usize,
  rowsEnd: usize,
  out: usize,
  limits: usize,
  rowFacts: usize,
): void {
  do {
    let query = queries;
    let outPlace = out;
    let limitPlace = limits;
    do {
      let place = query;
      let row = rows;
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let a2 = i32x4.splat(0);
      let b0 = i32x4.splat(0);
      let b1 = i32x4.splat(0);
      let b2 = i32x4.splat(0);
      let c0 = i32x4.splat(0);
      let c1 = i32x4.splat(0);
      let c2 = i32x4.splat(0);
      let sumsA: v128;
      let sumsB: v128;
      let sumsC: v128;
      let end = query + prefixLength;
      for (;;) {
        do {
          const row0 = v128.load(row);
          const row1 = v128.load(row, rowBytes);
          const row2 = v128.load(row, 2 * rowBytes);
          let bytes = v128.load(place);
          a0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row0, bytes, a0);
          a1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row1, bytes, a1);
          a2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row2, bytes, a2);
          bytes = v128.load(place, rowBytes);
          b0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row0, bytes, b0);
          b1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row1, bytes, b1);
          b2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row2, bytes, b2);
          bytes = v128.load(place, 2 * rowBytes);
          c0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row0, bytes, c0);
          c1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row1, bytes, c1);
          c2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(row2, bytes, c2);
          place += 16;
          row += 16;
        } while (place !== end);
        sumsA = totals(a0, a1, a2);
        sumsB = totals(b0, b1, b2);
        sumsC = totals(c0, c1, c2);
        if (end === query + rowBytes) break;
        const high = v128.or(
          v128.or(
            canBeHigh(sumsA, limitPlace, rowFacts),
            canBeHigh(sumsB, limitPlace + limitBytes, rowFacts),
          ),
          canBeHigh(sumsC, limitPlace + 2 * limitBytes, rowFacts),
        );
        if (!v128.any_true(high)) {
          sumsA = i32x4.splat(tooLow);
          sumsB = sumsA;
          sumsC = sumsA;
          break;
        }
        end = query + rowBytes;
      }
      v128.store(outPlace, sumsA);
      v128.store(outPlace, sumsB, outBytes);
      v128.store(outPlace, sumsC, 2 * outBytes);
      outPlace += tileEdge * outBytes;
      limitPlace += tileEdge * limitBytes;
      query += tileEdge * rowBytes;
    } while (query !== queriesEnd);
    out += tileEdge * 4;
    rowFacts += tileEdge * 4;
    rows += tileEdge * rowBytes;
  } while (rows !== rowsEnd);
}

/** All bits set where four of a query's sums are high enough. */
function isHigh(sums: usize, rowFacts: usize, ratio: v128, least: v128): v128 {
  const scaled = f32x4.mul(f32x4.convert_i32x4_s(v128.load(sums)), v128.load(rowFacts, factScale * outBytes));
  return f32x4.ge(f32x4.sub(scaled, f32x4.mul(ratio, v128.load(rowFacts, factWeight * outBytes))), least);
}

/** Three vectors at a time, which `tileRowCount` is a multiple of. */
export function screen(limits: usize, limitsEnd: usize, rowFacts: usize, out: usize): void {
  do {
    const ratio = v128.load_splat<f32>(limits, limitRatio * 4);
    const least = v128.load_splat<f32>(limits, limitLeast * 4);
    let found = i32x4.splat(0);
    for (let row: usize = 0; row !== tileRowCount * 4; row += 48) {
      found = v128.or(found, isHigh(out + row, rowFacts + row, ratio, least));
      found = v128.or(found, isHigh(out + row + 16, rowFacts + row + 16, ratio, least));
      found = v128.or(found, isHigh(out + row + 32, rowFacts + row + 32, ratio, least));
    }
    store<i32>(limits, <i32>v128.any_true(found), limitFound * 4);
    limits += limitBytes;
    out += outBytes;
  } while (limits !== limitsEnd);
}
