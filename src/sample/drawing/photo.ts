/** A studio photo of a figure: backdrop, light, shadow, and a camera that is never quite straight. */

import type { Random } from '../random.ts';
import type { Figure, Look } from './figure.ts';

export interface Photo {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** What every piece refers to: rounding light (`across`, `down`), a sheen for leather, soft edges for creases. */
const lightDefs =
  '<linearGradient id="across" x1="0" x2="1" y1="0" y2="0.12">' +
  '<stop offset="0" stop-color="#000" stop-opacity="0.26"/><stop offset="0.16" stop-color="#000" stop-opacity="0.05"/>' +
  '<stop offset="0.36" stop-color="#fff" stop-opacity="0.15"/><stop offset="0.62" stop-color="#000" stop-opacity="0"/>' +
  '<stop offset="0.86" stop-color="#000" stop-opacity="0.1"/><stop offset="1" stop-color="#000" stop-opacity="0.3"/></linearGradient>' +
  '<linearGradient id="down" x1="0" x2="0" y1="0" y2="1">' +
  '<stop offset="0" stop-color="#fff" stop-opacity="0.1"/><stop offset="0.5" stop-color="#000" stop-opacity="0"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.15"/></linearGradient>' +
  '<linearGradient id="sheen" x1="0" x2="0.25" y1="0" y2="1">' +
  '<stop offset="0" stop-color="#fff" stop-opacity="0.3"/><stop offset="0.22" stop-color="#fff" stop-opacity="0.06"/>' +
  '<stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="0.8" stop-color="#fff" stop-opacity="0.08"/>' +
  '<stop offset="1" stop-color="#000" stop-opacity="0.16"/></linearGradient>' +
  '<radialGradient id="fade"><stop offset="0" stop-color="#fff" stop-opacity="0.32"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>' +
  '<radialGradient id="floor"><stop offset="0" stop-color="#14161a" stop-opacity="0.42"/><stop offset="0.55" stop-color="#14161a" stop-opacity="0.14"/><stop offset="1" stop-color="#14161a" stop-opacity="0"/></radialGradient>' +
  '<pattern id="mesh" width="7" height="7" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.3" fill="#000" opacity="0.35"/><circle cx="5.5" cy="5.5" r="1.3" fill="#000" opacity="0.35"/></pattern>' +
  // In sRGB, as painters blur: and the renderer need not convert to linear light and back.
  '<filter id="soft" x="-6%" y="-6%" width="112%" height="112%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="3.2"/></filter>';

/** A shadow on the paper below, from one rendering of the figure. */
function castFilter(dx: number, dy: number): string {
  return (
    '<filter id="cast" x="-8%" y="-8%" width="116%" height="120%" color-interpolation-filters="sRGB">' +
    `<feGaussianBlur in="SourceAlpha" stdDeviation="8"/><feOffset dx="${dx.toFixed(1)}" dy="${dy.toFixed(1)}"/>` +
    '<feComponentTransfer><feFuncA type="linear" slope="0.32"/></feComponentTransfer>' +
    '<feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>'
  );
}

function paintBackdrop(width: number, height: number, look: Look): string {
  const { random, colour } = look;
  // A white product on a white ground would vanish: it gets the grey paper.
  const lightness = colour.isPale ? random.between(78, 87) : random.between(89, 100);
  const warmth = random.pick([0, 0, 0, 28, 210]);
  const tone = (shift: number) =>
    `hsl(${warmth},${warmth === 0 ? 0 : 8}%,${Math.min(100, lightness + shift).toFixed(1)}%)`;
  const fill = (paint: string) => `<rect width="${width}" height="${height}" fill="${paint}"/>`;
  const plain = () => fill(tone(0));
  const vignette = () =>
    `<radialGradient id="vignette" cx="0.5" cy="0.45" r="0.8"><stop offset="0.35" stop-color="${tone(4)}"/><stop offset="1" stop-color="${tone(-13)}"/></radialGradient>` +
    fill('url(#vignette)');
  const sweep = () =>
    `<linearGradient id="sweep" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${tone(-3)}"/><stop offset="0.58" stop-color="${tone(3)}"/>` +
    `<stop offset="0.74" stop-color="${tone(-5)}"/><stop offset="1" stop-color="${tone(1)}"/></linearGradient>` +
    fill('url(#sweep)');
  return random.pick([plain, plain, vignette, sweep])();
}

function chooseSize(isWide: boolean, random: Random): readonly [width: number, height: number] {
  const portraits = [
    [480, 640],
    [480, 640],
    [480, 600],
    [450, 640],
  ] as const;
  if (random.chance(isWide ? 0.35 : 0.2)) return [560, 560];
  if (isWide) return random.chance(0.8) ? [640, 480] : [480, 560];
  return random.chance(0.06) ? [640, 480] : random.pick(portraits);
}

/** Sets a figure into its photo. The drawing's own randomness is spent before: this is the photographer's. */
export function takePhoto(figure: Figure, look: Look, isWide: boolean): Photo {
  const { random } = look;
  const [width, height] = chooseSize(isWide, random);
  const backdrop = paintBackdrop(width, height, look);
  const fit = Math.min((width * 0.94) / figure.width, (height * 0.94) / figure.height);
  const scale = fit * random.between(0.84, 0.99);
  const turn = figure.isStanding ? random.between(-3, 3) : random.between(-5, 5);
  const lean = random.between(-3.5, 3.5);
  const squeeze = random.between(0.94, 1.04);
  const flip = isWide && figure.isStanding && random.chance(0.3) ? -1 : 1;
  const slack = [width - figure.width * scale, height - figure.height * scale] as const;
  const cx = width / 2 + random.between(-0.5, 0.5) * Math.min(width * 0.1, slack[0]);
  const cy = height / 2 + random.between(-0.45, 0.5) * Math.min(height * 0.1, slack[1]);
  const place =
    `translate(${cx.toFixed(1)} ${cy.toFixed(1)}) rotate(${turn.toFixed(2)}) skewX(${lean.toFixed(2)}) ` +
    `scale(${(scale * squeeze * flip).toFixed(4)} ${scale.toFixed(4)}) translate(${-figure.width / 2 - (figure.left ?? 0)} ${-figure.height / 2})`;
  const bottom = cy + (figure.height * scale) / 2;
  const floor = figure.isStanding
    ? `<ellipse cx="${cx}" cy="${bottom - 8 * scale}" rx="${figure.width * scale * 0.52}" ry="${Math.max(10, figure.width * scale * 0.055)}" fill="url(#floor)"/>`
    : '';
  const cast = figure.isStanding ? '' : castFilter(random.between(-5, 7), random.between(5, 12));
  const shown = `<g${cast === '' ? '' : ' filter="url(#cast)"'}><g transform="${place}">${figure.body}</g></g>`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs>${lightDefs}${cast}${look.fabric.defs}</defs>${backdrop}${floor}${shown}</svg>`;
  return { width, height, svg };
}
