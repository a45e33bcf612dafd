/** Sweaters, sweatshirts and jackets. */
import { cutTorso, longSleeve } from './cuts.ts';
import { type Figure, type Look, mirrored, path, piece, seam, stroke } from './figure.ts';
import {
  centre,
  drawHem,
  drawInside,
  drawNeckband,
  drawSleeves,
  drawTorso,
  frameGarment,
} from './garment.ts';
import { drawCollar, drawKnit, drawMotif, drawPocket } from './trimmings.ts';

export function drawSweater(look: Look): Figure {
  const { random, colour, accent } = look;
  const neckline = random.chance(0.35) ? 'v' : 'round';
  const torso = cutTorso(look, {
    neckline,
    neckDepth: neckline === 'v' ? 84 : 28,
    neck: neckline === 'v' ? 44 : 50,
  });
  const sleeve = longSleeve(look);
  const isPlain = look.fabric.pattern === 'solid' || look.fabric.pattern === 'melange';
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 24),
    body:
      drawInside(torso, look) +
      drawSleeves(torso, sleeve, 'ribbed', look) +
      drawTorso(torso, look) +
      (isPlain && neckline === 'round' && random.chance(0.75) ? drawKnit(look) : '') +
      drawNeckband(torso, look, 15, random.chance(0.2) ? accent.dark : colour.dark) +
      drawHem(torso, 'ribbed', look),
  };
}

export function drawSweatshirt(look: Look): Figure {
  const { random, colour, fabric } = look;
  const torso = cutTorso(look, { neckDepth: 34, neck: 50 });
  const sleeve = longSleeve(look);
  const hood = `M${centre - 66},62 C${centre - 84},-6 ${centre - 30},-14 ${centre},-12 C${centre + 30},-14 ${centre + 84},-6 ${centre + 66},62 Q${centre},96 ${centre - 66},62 Z`;
  const opening = `M${centre - 42},52 C${centre - 46},12 ${centre - 20},6 ${centre},6 C${centre + 20},6 ${centre + 46},12 ${centre + 42},52 Q${centre},84 ${centre - 42},52 Z`;
  const pouch = `M${centre - 60},300 L${centre - 44},268 H${centre + 44} L${centre + 60},300 L${centre + 66},352 H${centre - 66} Z`;
  const cords = [-16, 16].map((x) =>
    stroke(
      `M${centre + x},74 q${x * 0.2},36 ${x * 0.1},${random.between(54, 80)}`,
      colour.isPale ? '#b9b4aa' : '#eeeae2',
      3.2,
    ),
  );
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 40),
    body:
      `<g transform="translate(0 16)">${drawSleeves(torso, sleeve, 'ribbed', look)}${drawTorso(torso, look)}` +
      (fabric.pattern === 'printed' ? drawMotif(look) : '') +
      piece(pouch, fabric.smallPaint, colour.line) +
      seam(`M${centre - 52},302 L${centre - 40},274`, colour.line) +
      seam(`M${centre + 52},302 L${centre + 40},274`, colour.line) +
      drawHem(torso, 'ribbed', look) +
      piece(hood, fabric.pattern === 'colourblock' ? colour.base : fabric.paint, colour.line) +
      path(opening, `fill="${colour.inside}" stroke="${colour.line}" stroke-width="1.5"`) +
      `${cords.join('')}</g>`,
  };
}

export function drawJacket(look: Look): Figure {
  const { random, colour, accent } = look;
  const torso = cutTorso(look, { neckline: 'v', neckDepth: 60, neck: 42 });
  const sleeve = longSleeve(look);
  const bottom = torso.hemY + torso.hemCurve * 0.5;
  const metal = random.pick(['#c9ccd1', '#b08d4f', '#5b5e63']);
  const zip =
    stroke(`M${centre},94 V${bottom}`, '#0005', 7) +
    stroke(`M${centre},94 V${bottom}`, metal, 3.4, 'stroke-dasharray="3 2.2"');
  const flap = random.chance(0.5)
    ? drawCollar(torso, look, colour.dark, 62)
    : drawNeckband(torso, look, 20, colour.dark);
  const lining = `M${centre - 40},36 L${centre},96 L${centre + 40},36 Q${centre},60 ${centre - 40},36 Z`;
  const slant = (y: number) =>
    stroke(`M${centre + 50},${y} l26,52`, colour.line, 3) +
    seam(`M${centre + 44},${y + 2} l26,52`, colour.line, 1.2);
  const quilts: string[] = [];
  const isQuilted = random.chance(0.35);
  for (let y = 130; isQuilted && y < torso.hemY - 20; y += 40) {
    quilts.push(
      stroke(
        `M${centre - torso.waist + 6},${y} Q${centre},${y + 9} ${centre + torso.waist - 6},${y}`,
        colour.line,
        2,
        'opacity="0.6"',
      ),
    );
    quilts.push(
      stroke(
        `M${centre - torso.waist + 6},${y + 5} Q${centre},${y + 14} ${centre + torso.waist - 6},${y + 5}`,
        '#fff',
        5,
        'opacity="0.13"',
      ),
    );
  }
  return {
    ...frameGarment(torso, sleeve, torso.hemY + 24),
    body:
      path(lining, `fill="${accent.dark}"`) +
      drawSleeves(torso, sleeve, random.chance(0.5) ? 'ribbed' : 'banded', look) +
      drawTorso(torso, look) +
      quilts.join('') +
      slant(270) +
      mirrored(slant(270), 2 * centre) +
      (random.chance(0.4) && !isQuilted
        ? drawPocket(centre + 30, 160, 50, 46, look) +
          mirrored(drawPocket(centre + 30, 160, 50, 46, look), 2 * centre)
        : '') +
      zip +
      flap +
      drawHem(torso, 'ribbed', look),
  };
}
