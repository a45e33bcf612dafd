import type { Rgb } from './painter.ts';

/** So many colours that go evenly from one stop to the next. */
export function rampOf(stops: readonly Rgb[], count: number): readonly Rgb[] {
  return Array.from({ length: count }, (_, at): Rgb => {
    const along = (at / Math.max(1, count - 1)) * (stops.length - 1);
    const from = Math.min(stops.length - 2, Math.floor(along));
    const [low = [0, 0, 0], high = low] = [stops[from], stops[from + 1]];
    const mix = (channel: 0 | 1 | 2) =>
      Math.round(low[channel] + (high[channel] - low[channel]) * (along - from));
    return [mix(0), mix(1), mix(2)];
  });
}
