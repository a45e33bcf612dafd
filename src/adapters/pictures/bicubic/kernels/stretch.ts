/** The loops that stretch a picture. AssemblyScript; what they are told and give is said in `kernels.ts` one folder up. */
import { pixelBytes, tapBytes, weightBits } from '../kernelLayout.ts';

/** Half of what is cut off in the end. */
const half: i32 = 1 << (weightBits - 1);

/** A lane for each byte of a pixel, and for the byte after it. */
function loadPixel(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
}

export function stretchRows(
  rows: usize,
  rowsEnd: usize,
  rowBytes: usize,
  taps: usize,
  tapsEnd: usize,
  weights: usize,
  out: usize,
): void {
  do {
    let weight = weights;
    for (let tap = taps; tap !== tapsEnd; tap += tapBytes) {
      let pixel = rows + <usize>load<u32>(tap) * pixelBytes;
      const end = pixel + <usize>load<u32>(tap, 4) * pixelBytes;
      let sums = i32x4.splat(half);
      do {
        sums = i32x4.add(sums, i32x4.mul(loadPixel(pixel), v128.load32_splat(weight)));
        pixel += pixelBytes;
        weight += 4;
      } while (pixel !== end);
      const whole = i32x4.shr_s(sums, weightBits);
      const halves = i16x8.narrow_i32x4_s(whole, whole);
      // The fourth byte is written over by the next pixel.
      v128.store32_lane(out, i8x16.narrow_i16x8_u(halves, halves), 0);
      out += pixelBytes;
    }
    rows += rowBytes;
  } while (rows !== rowsEnd);
}

/** Sixteen bytes at a time; what the last of a row are too many is written over by the next row. */
export function stretchColumns(
  rows: usize,
  rowBytes: usize,
  taps: usize,
  tapsEnd: usize,
  weights: usize,
  out: usize,
): void {
  do {
    const first = rows + <usize>load<u32>(taps) * rowBytes;
    const weightsEnd = weights + <usize>load<u32>(taps, 4) * 4;
    for (let x: usize = 0; x < rowBytes; x += 16) {
      let a = i32x4.splat(half);
      let b = a;
      let c = a;
      let d = a;
      let at = first + x;
      for (let weight = weights; weight !== weightsEnd; weight += 4) {
        const factor = v128.load32_splat(weight);
        const bytes = v128.load(at);
        const low = i16x8.extend_low_i8x16_u(bytes);
        const high = i16x8.extend_high_i8x16_u(bytes);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), factor));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), factor));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), factor));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), factor));
        at += rowBytes;
      }
      const left = i16x8.narrow_i32x4_s(i32x4.shr_s(a, weightBits), i32x4.shr_s(b, weightBits));
      const right = i16x8.narrow_i32x4_s(i32x4.shr_s(c, weightBits), i32x4.shr_s(d, weightBits));
      v128.store(out + x, i8x16.narrow_i16x8_u(left, right));
    }
    out += rowBytes;
    weights = weightsEnd;
    taps += tapBytes;
  } while (taps !== tapsEnd);
}
