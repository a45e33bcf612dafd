/** What is sewn onto a garment: collars, buttons, pockets, prints and knits. */
import { type Look, mirrored, path, piece, seam, stroke } from './figure.ts';
import { centre, type TorsoMeasures } from './garment.ts';

/** A print on the chest: circles, mountains, bars or a word-like row of blocks. */
export function drawMotif({ random, accent, colour }: Look): string {
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

/** Two collar leaves that meet below the neck. */
export function drawCollar(torso: TorsoMeasures, look: Look, paint: string, drop: number): string {
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

export function drawButtons(from: number, to: number, count: number, look: Look): string {
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
export function drawPlacket(torso: TorsoMeasures, look: Look, length: number, buttons: number): string {
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

export function drawPocket(x: number, y: number, width: number, height: number, look: Look): string {
  const d = `M${x},${y} h${width} v${height * 0.72} l${-width / 2},${height * 0.28} l${-width / 2},${-height * 0.28} Z`;
  return (
    path(
      d,
      `fill="${look.fabric.smallPaint}" stroke="${look.colour.line}" stroke-width="1.2" stroke-opacity="0.75"`,
    ) + seam(`M${x + 2},${y + 8} h${width - 4}`, look.colour.line, 1.1)
  );
}

/** Cables or a knitted zigzag over the chest. */
export function drawKnit({ random, accent, colour }: Look): string {
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
