/** T-shirts, shirts, tops, kurtas, sweaters, sweatshirts and jackets. */
import { type Figure, type Look, mirrored, path, piece, seam, stroke } from './figure.ts';
import {
  centre,
  drawHem,
  drawInside,
  drawNeckband,
  drawSleeves,
  drawTorso,
  frameGarment,
  type SleeveMeasures,
  type TorsoMeasures,
} from './garment.ts';

/** Women's and children's cuts are narrower, a woman's has a waist. */
function cutTorso(look: Look, change: Partial<TorsoMeasures> = {}): TorsoMeasures {
  const { gender, random } = look;
  const isFitted = gender === 'Women' || gender === 'Girls';
  const ease = random.between(-6, 8);
  const chest = (isFitted ? 98 : 112) + ease;
  return {
    neck: random.between(42, 50),
    neckDepth: random.between(30, 46),
    neckline: 'round',
    shoulder: (isFitted ? 104 : 118) + ease,
    shoulderY: random.between(50, 58),
    chest,
    armpitY: isFitted ? 138 : 148,
    waist: isFitted ? chest - random.between(10, 22) : chest - 2,
    waistY: 250,
    hem: isFitted ? chest - 2 : chest + 2,
    hemY: isFitted ? 380 : 404,
    hemCurve: random.between(6, 14),
    ...change,
  };
}

function shortSleeve({ random }: Look): SleeveMeasures {
  return { length: random.between(70, 104), cuff: random.between(76, 90), angle: random.between(26, 38) };
}

function longSleeve({ random }: Look): SleeveMeasures {
  return { length: random.between(250, 285), cuff: random.between(48, 58), angle: random.between(9, 17) };
}

/** A print on the chest: circles, mountains, bars or a word-like row of blocks. */
function drawMotif({ random, accent, colour }: Look): string {
  const ink = accent.base;
  const second = colour.isPale ? accent.dark : accent.light;
  const y = 196;
  const motifs = [
    (): string =>
      `<circle cx="${centre}" cy="${y}" r="46" fill="${ink}"/>` +
      [-16, 0, 16, 30]
        .map(
          (dy) =>
            `<rect x="${centre - 52}" y="${y + dy}" width="104" height="${5 + dy / 10}" fill="${colour.base}"/>`,
        )
        .join(''),
    (): string =>
      path(
        `M${centre - 70},${y + 40} L${centre - 22},${y - 34} L${centre + 6},${y + 8} L${centre + 24},${y - 14} L${centre + 70},${y + 40} Z`,
        `fill="${ink}"`,
      ) +
      path(
        `M${centre - 38},${y - 10} L${centre - 22},${y - 34} L${centre - 6},${y - 10} L${centre - 22},${y - 2} Z`,
        `fill="${second}"`,
      ) +
      `<circle cx="${centre + 44}" cy="${y - 34}" r="13" fill="${second}"/>`,
    (): string =>
      [0, 1, 2, 3, 4]
        .map(
          (n) =>
            `<rect x="${centre - 62 + n * 26}" y="${y - 30}" width="18" height="${30 + ((n * 37) % 34)}" rx="3" fill="${n % 2 ? second : ink}"/>`,
        )
        .join(''),
    (): string =>
      [46, 34, 22, 10]
        .map(
          (r, n) =>
            `<circle cx="${centre}" cy="${y}" r="${r}" fill="${n % 2 ? colour.base : n ? second : ink}"/>`,
        )
        .join(''),
    (): string =>
      path(`M${centre - 74},${y - 12} h148 v24 h-148 Z`, `fill="${ink}"`) +
      path(
        `M${centre - 54},${y + 22} h108 v7 h-108 Z M${centre - 40},${y - 29} h80 v7 h-80 Z`,
        `fill="${second}"`,
      ),
  ] as const;
  return random.pick(motifs)();
}

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

/** Two collar leaves that meet below the neck. */
function drawCollar(torso: TorsoMeasures, look: Look, paint: string, drop: number): string {
  const { neck, neckDepth } = torso;
  const y = 34;
  const leafPath =
    `M${centre + neck - 6},${y - 9} Q${centre + neck + 10},${y - 4} ${centre + neck + 4},${y + 6} ` +
    `L${centre + neck * 0.72},${y + drop + 6} L${centre + 1},${y + neckDepth} Q${centre + neck * 0.7},${y + neckDepth * 0.5} ${centre + neck - 6},${y - 9} Z`;
  const one =
    piece(leafPath, paint, look.colour.line) +
    seam(`M${centre + neck - 2},${y + 6} L${centre + neck * 0.66},${y + drop - 2}`, look.colour.line, 1.1);
  return one + mirrored(one, 2 * centre);
}

function drawButtons(from: number, to: number, count: number, look: Look): string {
  const fill = look.colour.isPale ? '#e9e4da' : look.random.chance(0.5) ? '#efece4' : look.colour.light;
  const buttons: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const y = from + ((to - from) * at) / Math.max(1, count - 1);
    buttons.push(
      `<circle cx="${centre}" cy="${y}" r="4.6" fill="${fill}" stroke="#0006" stroke-width="0.9"/>` +
        `<circle cx="${centre - 1.4}" cy="${y}" r="0.8" fill="#0007"/><circle cx="${centre + 1.4}" cy="${y}" r="0.8" fill="#0007"/>`,
    );
  }
  return buttons.join('');
}

/** The strip that carries the buttons, from the neck down to `length` units below it. */
function drawPlacket(torso: TorsoMeasures, look: Look, length: number, buttons: number): string {
  const top = 34 + torso.neckDepth - 4;
  const bottom = Math.min(torso.hemY + torso.hemCurve * 0.5, top + length);
  const { line } = look.colour;
  return (
    path(
      `M${centre - 9},${top} H${centre + 9} V${bottom} H${centre - 9} Z`,
      `fill="${look.fabric.smallPaint}" stroke="${line}" stroke-width="1" stroke-opacity="0.6"`,
    ) +
    path(`M${centre + 9},${top} h5 V${bottom} h-5 Z`, 'fill="#000" opacity="0.1"') +
    drawButtons(top + 20, bottom - 16, buttons, look)
  );
}

function drawPocket(x: number, y: number, width: number, height: number, look: Look): string {
  const d = `M${x},${y} h${width} v${height * 0.72} l${-width / 2},${height * 0.28} l${-width / 2},${-height * 0.28} Z`;
  return (
    path(
      d,
      `fill="${look.fabric.smallPaint}" stroke="${look.colour.line}" stroke-width="1.2" stroke-opacity="0.75"`,
    ) + seam(`M${x + 2},${y + 8} h${width - 4}`, look.colour.line, 1.1)
  );
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

/** Cables or a knitted zigzag over the chest. */
function drawKnit({ random, accent, colour }: Look): string {
  const rows: string[] = [];
  if (random.chance(0.5)) {
    for (const [row, y] of [168, 188, 208].entries()) {
      let d = `M${centre - 100},${y}`;
      for (let x = -100; x < 100; x += 20) d += ` l10,${-9} l10,9`;
      rows.push(stroke(d, row === 1 ? accent.light : accent.base, 5, 'stroke-linejoin="round"'));
    }
  } else {
    for (const x of [-52, -17, 18, 53]) {
      let d = `M${centre + x},96`;
      for (let y = 96; y < 366; y += 30) d += ' q9,7 0,15 q-9,8 0,15';
      rows.push(
        stroke(d, colour.line, 2.4, 'opacity="0.4"'),
        mirrored(stroke(d, colour.light, 2, 'opacity="0.55"'), 2 * centre),
      );
    }
  }
  return rows.join('');
}

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
