/** Dresses and skirts: a bodice, and cloth that falls from a waist. */
import { creases, type Figure, type Fold, type Look, path, piece, seam, stroke } from './figure.ts';
import { centre, drawInside, drawNeckband, drawSleeves, drawTorso, type TorsoMeasures } from './garment.ts';

interface SkirtMeasures {
  readonly topY: number;
  readonly waist: number;
  readonly hem: number;
  readonly length: number;
  readonly pleats: number;
}

function skirtPath({ topY, waist, hem, length }: SkirtMeasures): string {
  const bottom = topY + length;
  const hip = waist + (hem - waist) * 0.42;
  return (
    `M${centre - waist},${topY} Q${centre},${topY + 8} ${centre + waist},${topY} ` +
    `C${centre + waist + 6},${topY + length * 0.16} ${centre + hip},${topY + length * 0.35} ${centre + hem},${bottom - 8} ` +
    `Q${centre + hem * 0.5},${bottom + 12} ${centre},${bottom + 12} Q${centre - hem * 0.5},${bottom + 12} ${centre - hem},${bottom - 8} ` +
    `C${centre - hip},${topY + length * 0.35} ${centre - waist - 6},${topY + length * 0.16} ${centre - waist},${topY} Z`
  );
}

/** Folds fan out from the waist; pleats are the same, sharp and evenly spaced. */
function drawSkirt(measures: SkirtMeasures, look: Look): string {
  const { topY, waist, hem, length, pleats } = measures;
  const d = skirtPath(measures);
  const { random, colour } = look;
  const fan: Fold[] = [];
  const lines: string[] = [];
  const count = pleats > 0 ? pleats : random.whole(3, 6);
  for (let at = 0; at < count; at += 1) {
    const spread = ((at + 0.5) / count) * 2 - 1;
    const jitter = pleats > 0 ? 0 : random.between(-0.08, 0.08);
    const top = [
      centre + (spread + jitter) * waist,
      topY + (pleats > 0 ? 4 : random.between(6, length * 0.4)),
    ] as const;
    const bottom = [centre + (spread + jitter) * hem, topY + length + 4] as const;
    fan.push({ from: top, to: bottom, bend: spread * -8, width: pleats > 0 ? 7 : random.between(6, 14) });
    if (pleats > 0)
      lines.push(
        stroke(
          `M${top} Q${centre + spread * waist * 1.2},${topY + length * 0.4} ${bottom}`,
          colour.line,
          1.4,
          'opacity="0.55"',
        ),
      );
  }
  const bottom = topY + length;
  const hemSeam = seam(
    `M${centre - hem + 6},${bottom - 16} Q${centre},${bottom + 12} ${centre + hem - 6},${bottom - 16}`,
    colour.line,
  );
  return piece(d, look.fabric.paint, colour.line) + creases(d, fan, 1.1) + lines.join('') + hemSeam;
}

export function drawDress(look: Look): Figure {
  const { random, colour, accent } = look;
  const waistY = random.between(214, 240);
  const isStrappy = random.chance(0.3);
  const bodice: TorsoMeasures = {
    neck: isStrappy ? random.between(60, 66) : random.between(46, 58),
    neckDepth: random.between(44, 70),
    neckline: random.pick(['round', 'v', 'square']),
    shoulder: isStrappy ? 76 : 92,
    shoulderY: isStrappy ? 42 : 52,
    chest: 88,
    armpitY: isStrappy ? 132 : 136,
    waist: 72,
    waistY: waistY - 4,
    hem: 71,
    hemY: waistY + 6,
    hemCurve: 8,
  };
  const length = random.between(200, 380);
  const flare = random.between(112, 190);
  const skirt = {
    topY: waistY,
    waist: 72,
    hem: flare,
    length,
    pleats: random.chance(0.25) ? random.whole(7, 10) : 0,
  };
  const sleeve = random.chance(0.35)
    ? { length: random.between(160, 230), cuff: 50, angle: random.between(13, 20) }
    : { length: random.between(44, 84), cuff: random.between(72, 96), angle: random.between(24, 36) };
  const half =
    Math.max(
      flare,
      isStrappy ? 0 : 92 + Math.sin((sleeve.angle * Math.PI) / 180) * sleeve.length + sleeve.cuff / 2,
    ) + 8;
  const belt = random.chance(0.45)
    ? path(
        `M${centre - 74},${waistY - 8} Q${centre},${waistY} ${centre + 74},${waistY - 8} v16 Q${centre},${waistY + 16} ${centre - 74},${waistY + 8} Z`,
        `fill="${random.chance(0.5) ? accent.dark : colour.dark}"`,
      )
    : stroke(
        `M${centre - 72},${waistY} Q${centre},${waistY + 8} ${centre + 72},${waistY}`,
        colour.line,
        1.6,
        'opacity="0.7"',
      );
  return {
    left: centre - half,
    width: 2 * half,
    height: waistY + length + 30,
    isStanding: false,
    body:
      drawInside(bodice, look) +
      (isStrappy ? '' : drawSleeves(bodice, sleeve, 'stitched', look)) +
      drawSkirt(skirt, look) +
      drawTorso(bodice, look) +
      belt +
      drawNeckband(bodice, look, 5, colour.dark),
  };
}

export function drawSkirtOnly(look: Look): Figure {
  const { random, colour, accent } = look;
  const waist = random.between(74, 86);
  const length = random.between(190, 380);
  const skirt = {
    topY: 46,
    waist,
    hem: random.between(length > 280 ? 130 : 104, 186),
    length,
    pleats: random.chance(0.4) ? random.whole(7, 11) : 0,
  };
  const band = `M${centre - waist},20 Q${centre},28 ${centre + waist},20 L${centre + waist + 1},48 Q${centre},56 ${centre - waist - 1},48 Z`;
  const back = path(
    `M${centre - waist},20 Q${centre},10 ${centre + waist},20 Q${centre},28 ${centre - waist},20 Z`,
    `fill="${colour.inside}"`,
  );
  const buttons: string[] = [];
  for (let y = 70; look.fabric.pattern === 'denim' && y < length + 20; y += 34) {
    buttons.push(`<circle cx="${centre}" cy="${y}" r="5" fill="#c9a86a" stroke="#0005"/>`);
  }
  return {
    left: centre - skirt.hem - 10,
    width: 2 * skirt.hem + 20,
    height: length + 80,
    isStanding: false,
    body:
      back +
      drawSkirt(skirt, look) +
      buttons.join('') +
      piece(band, random.chance(0.3) ? accent.dark : look.fabric.paint, colour.line) +
      seam(`M${centre - waist + 2},42 Q${centre},50 ${centre + waist - 2},42`, colour.line),
  };
}
