/** The colours of the points, as the theme has them. */
import { useLayoutEffect, useState } from 'react';
import { markCount, noneSlot, otherSlot } from '../legend/colouring.ts';
import type { PlotColours, Rgb } from './painter.ts';
import { rampOf } from './rampOf.ts';

/** Ends and middle of the ramp from the least to the greatest value. */
const rampNames = ['--ramp-least', '--ramp-middle', '--ramp-most'];

/** Null until they are read; read again with the theme, and with the person's own colours. @param isRamp a scale, or marks */
export function usePlotColours(isRamp: boolean): PlotColours | null {
  const [colours, setColours] = useState<PlotColours | null>(null);
  useLayoutEffect(() => {
    const read = () => setColours(readColours(isRamp));
    read();
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const forced = window.matchMedia('(forced-colors: active)');
    forced.addEventListener('change', read);
    return () => {
      theme.disconnect();
      forced.removeEventListener('change', read);
    };
  }, [isRamp]);
  return colours;
}

function readColours(isRamp: boolean): PlotColours {
  const probe = document.body.appendChild(document.createElement('span'));
  const colourOf = (name: string): Rgb => {
    // A system colour is a word: only as the colour of something does it become a number.
    probe.style.setProperty('color', `var(${name})`);
    return parseRgb(getComputedStyle(probe).color);
  };
  const palette = new Uint8Array(256 * 4);
  const put = (slot: number, rgb: Rgb) => palette.set([...rgb, 255], 4 * slot);
  if (isRamp) for (const [slot, rgb] of rampOf(rampNames.map(colourOf), otherSlot).entries()) put(slot, rgb);
  else for (let mark = 0; mark < markCount; mark++) put(mark, colourOf(`--mark-${mark + 1}`));
  put(otherSlot, colourOf('--mark-other'));
  put(noneSlot, colourOf('--mark-none'));
  const colours = {
    palette,
    hidden: colourOf('--mark-none'),
    focus: colourOf('--accent'),
    lit: colourOf('--text'),
  };
  probe.remove();
  return colours;
}

/** "rgb(26, 95, 180)", as computed styles have it. */
function parseRgb(text: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
