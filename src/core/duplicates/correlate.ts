/** How alike two sketches are by their slopes: lightness and contrast of the whole do not count. */
/** From -1 to 1. @param edge of both planes */
export function correlate(one: Float32Array, other: Float32Array, edge: number): number {
  return correlateWithin(one, other, edge, { x: 0, y: 0, size: edge }, 1);
}

/** @param floor added to what both have: so much of slopes counts as alike */
export function correlateWithin(
  one: Float32Array,
  other: Float32Array,
  edge: number,
  field: { x: number; y: number; size: number },
  floor: number,
): number {
  let both = floor;
  let ofOne = floor;
  let ofOther = floor;
  for (let y = field.y; y < Math.min(edge - 1, field.y + field.size); y++) {
    for (let x = field.x; x < Math.min(edge - 1, field.x + field.size); x++) {
      const at = y * edge + x;
      const p = one[at] ?? 0;
      const q = other[at] ?? 0;
      const pAcross = (one[at + 1] ?? 0) - p;
      const pDown = (one[at + edge] ?? 0) - p;
      const qAcross = (other[at + 1] ?? 0) - q;
      const qDown = (other[at + edge] ?? 0) - q;
      both += pAcross * qAcross + pDown * qDown;
      ofOne += pAcross * pAcross + pDown * pDown;
      ofOther += qAcross * qAcross + qDown * qDown;
    }
  }
  return both / Math.sqrt(ofOne * ofOther);
}
