/**
 * Puts a frame of one colour around every image of a batch.
 * @param pixels `count × size × size × 3` bytes
 * @returns `count × (size + 2 · margin)² × 3` bytes
 */
export function addMargin(
  pixels: Uint8Array,
  count: number,
  size: number,
  margin: number,
  rgb: readonly number[],
): Uint8Array {
  const rowBytes = size * 3;
  const edge = size + 2 * margin;
  const framed = new Uint8Array(count * edge * edge * 3);
  const blankRow = Uint8Array.from({ length: edge * 3 }, (_, at) => Math.round(rgb[at % 3] ?? 0));
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < edge; row++) {
      const target = (image * edge + row) * edge * 3;
      framed.set(blankRow, target);
      const source = row - margin;
      if (source < 0 || source >= size) continue;
      const start = (image * size + source) * rowBytes;
      framed.set(pixels.subarray(start, start + rowBytes), target + margin * 3);
    }
  }
  return framed;
}
