/** Less than anyone sees. Lossy WebP was seen to make differences of 7 out of an even area. */
const toleranceLevels = 8;

/** Does every pixel of these RGB bytes show the colour of the first? Mostly answered by the first few that do not. */
export function isOneColour(rgb: Uint8Array): boolean {
  const first = [rgb[0] ?? 0, rgb[1] ?? 0, rgb[2] ?? 0];
  for (let channel = 0; channel < 3; channel += 1) {
    const value = first[channel] ?? 0;
    for (let at = channel; at < rgb.length; at += 3) {
      if (Math.abs((rgb[at] ?? 0) - value) > toleranceLevels) return false;
    }
  }
  return true;
}
