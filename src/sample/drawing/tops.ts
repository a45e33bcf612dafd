/** T-shirts, shirts, tops and kurtas. */
import { cutTorso, longSleeve, shortSleeve } from './cuts.ts';
import { type Figure, type Look, path, stroke } from './figure.ts';
import {
  centre,
  drawHem,
  drawInside,
  drawNeckband,
  drawSleeves,
  drawTorso,
  frameGarment,
} from './garment.ts';
import { drawCollar, drawMotif, drawPlacket, drawPocket } from './trimmings.ts';

export function drawTshirt(look: Look): Figure {
  const { random, colour, accent, gender } = look;
  const neckline = random.chance(0.25) ? 'v' : 'round';
  const torso = cutTorso(look, { neckline, neckDepth: neckline === 'v' ? 66 : random.between(32, 44) });
  const contrast = random.chance(0.25) && look.fabric.pattern !== 'colourblock';
  const sleevePaint = contrast ? accent.base : look.fabric.paint;
  const sleeve = random.chance(0.12) ? longSleeve(look) : shortSleeve(look);
  const isPolo = gender !== 'Girls' && neckline === 'round' && random.chance(0.25);
  const band = drawNeckband(torso, look, isPolo ? 8 : 10, contrast ? accent.dark : colour.dark);
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 24),
    body:
      drawInside(torso, look) +
      drawSleeves(torso, sleeve, contrast ? 'banded' : 'stitched', look, sleevePaint) +
      drawTorso(torso, look) +
      (look.fabric.pattern === 'printed' ? drawMotif(look) : '') +
      band +
      (isPolo
        ? drawCollar(torso, look, contrast ? accent.base : colour.base, 48) + drawPlacket(torso, look, 118, 3)
        : '') +
      drawHem(torso, 'stitched', look),
  };
}

export function drawShirt(look: Look): Figure {
  const { random } = look;
  const torso = cutTorso(look, { neckline: 'v', neckDepth: 40, neck: 40, hemCurve: random.between(24, 40) });
  const sleeve = random.chance(0.3) ? shortSleeve(look) : longSleeve(look);
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 36),
    body:
      drawInside(torso, look) +
      drawSleeves(torso, sleeve, sleeve.length > 150 ? 'banded' : 'stitched', look) +
      drawTorso(torso, look) +
      drawPlacket(torso, look, 400, 7) +
      (random.chance(0.65) ? drawPocket(centre + 30, 146, 52, 58, look) : '') +
      drawCollar(torso, look, look.fabric.smallPaint, 40) +
      drawHem(torso, 'stitched', look),
  };
}

export function drawTop(look: Look): Figure {
  const { random, accent, colour } = look;
  const neckline = random.pick(['round', 'v', 'square'] as const);
  const isSleeveless = random.chance(0.45);
  const torso = cutTorso(look, {
    neckline,
    neck: random.between(52, 66),
    neckDepth: random.between(52, 78),
    ...(isSleeveless ? { shoulder: 80, chest: 92, armpitY: 152 } : {}),
    hem: random.between(104, 128),
    hemY: random.between(340, 380),
  });
  const sleeve = {
    length: random.between(54, 110),
    cuff: random.between(84, 120),
    angle: random.between(22, 32),
  };
  return {
    ...frameGarment(torso, isSleeveless ? null : sleeve, torso.hemY + 24),
    body:
      drawInside(torso, look) +
      (isSleeveless ? '' : drawSleeves(torso, sleeve, random.chance(0.5) ? 'banded' : 'stitched', look)) +
      drawTorso(torso, look) +
      drawNeckband(torso, look, 6, random.chance(0.4) ? accent.base : colour.dark) +
      drawHem(torso, 'stitched', look),
  };
}

export function drawKurta(look: Look): Figure {
  const { random, accent, colour } = look;
  const torso = cutTorso(look, {
    neckDepth: random.between(30, 44),
    neck: 40,
    hemY: 560,
    waistY: 290,
    hem: random.between(124, 140),
    hemCurve: 12,
  });
  const sleeve = { length: random.between(150, 250), cuff: 66, angle: random.between(12, 18) };
  const trim = random.chance(0.6) ? accent.base : colour.dark;
  const bottom = torso.hemY;
  const border =
    stroke(
      `M${centre - torso.hem + 4},${bottom - 16} Q${centre},${bottom - 4} ${centre + torso.hem - 4},${bottom - 16}`,
      trim,
      9,
    ) +
    stroke(
      `M${centre - torso.hem + 4},${bottom - 30} Q${centre},${bottom - 18} ${centre + torso.hem - 4},${bottom - 30}`,
      trim,
      2.4,
    );
  const yoke = path(
    `M${centre - 24},${34 + torso.neckDepth - 6} h48 v118 l-24,22 l-24,-22 Z`,
    `fill="${trim}" fill-opacity="0.28" stroke="${trim}" stroke-width="3"`,
  );
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 24),
    body:
      drawInside(torso, look) +
      drawSleeves(torso, sleeve, 'stitched', look) +
      drawTorso(torso, look) +
      border +
      (random.chance(0.6) ? yoke : '') +
      drawPlacket(torso, look, 120, 4) +
      drawNeckband(torso, look, 8, trim),
  };
}
