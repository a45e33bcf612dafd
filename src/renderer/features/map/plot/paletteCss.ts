import type { PlotColours } from './painter.ts';

/** A colour of the palette as CSS has it. */
export function cssOf(colours: PlotColours | null, slot: number): string {
  if (colours === null) return 'transparent';
  return `rgb(${colours.palette.subarray(4 * slot, 4 * slot + 3).join(' ')})`;
}
