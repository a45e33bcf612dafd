/** Jeans, trousers, track pants and shorts. */
import { creases, type Figure, type Fold, type Look, mirrored, path, piece, seam, stroke } from './figure.ts';
import { centre } from './garment.ts';

interface LegMeasures {
  readonly waist: number;
  readonly hip: number;
  readonly crotchY: number;
  readonly knee: number;
  readonly hem: number;
  readonly hemY: number;
  /** How far the legs stand apart at the hem. */
  readonly gap: number;
}

const topY = 30;

/** The right leg, from the waist's middle to the hem. */
function legPath({ waist, hip, crotchY, knee, hem, hemY, gap }: LegMeasures): string {
  const kneeY = crotchY + (hemY - crotchY) * 0.48;
  const inner = centre + gap / 2;
  const kneeInner = centre + gap * 0.28;
  return (
    `M${centre},${topY + 5} Q${centre + waist * 0.6},${topY + 4} ${centre + waist},${topY} ` +
    `C${centre + waist + 8},${topY + 40} ${centre + hip},${crotchY - 50} ${centre + hip},${crotchY - 10} ` +
    `C${centre + hip},${crotchY + 50} ${kneeInner + knee + 4},${kneeY - 40} ${kneeInner + knee},${kneeY} ` +
    `L${inner + hem},${hemY} Q${inner + hem / 2},${hemY + 6} ${inner},${hemY + 2} ` +
    `L${kneeInner},${kneeY} Q${centre + 3},${crotchY + 40} ${centre},${crotchY} Z`
  );
}

function legFolds({ hip, crotchY, knee, hem, hemY, gap }: LegMeasures, { random }: Look): Fold[] {
  const kneeY = crotchY + (hemY - crotchY) * 0.48;
  const folds: Fold[] = [
    {
      from: [centre + 4, crotchY - 2],
      to: [centre + hip * 0.8, crotchY - random.between(24, 46)],
      bend: 8,
      width: 5,
    },
    {
      from: [centre + 6, crotchY + 14],
      to: [centre + hip * 0.7, crotchY + random.between(0, 24)],
      bend: 6,
      width: 4,
    },
  ];
  if (hemY - crotchY < 180) return folds;
  for (const shift of [-20, 6, 26]) {
    const y = kneeY + shift + random.between(-8, 8);
    folds.push({
      from: [centre + gap * 0.28 + 2, y],
      to: [centre + gap * 0.28 + knee * random.between(0.5, 0.9), y - random.between(4, 16)],
      bend: 5,
      width: random.between(2.5, 5),
    });
  }
  const bottom = hemY - random.between(20, 46);
  folds.push({
    from: [centre + gap / 2 + 2, bottom],
    to: [centre + gap / 2 + hem * 0.8, bottom + 10],
    bend: 5,
    width: 4,
  });
  return folds;
}

/** Long shadows and wear along the legs. */
function drawFade(legs: LegMeasures): string {
  const { hip, crotchY, hemY, gap, knee } = legs;
  const x = centre + gap * 0.3 + knee * 0.52;
  return `<ellipse cx="${x}" cy="${crotchY + (hemY - crotchY) * 0.22}" rx="${hip * 0.26}" ry="${(hemY - crotchY) * 0.32}" fill="url(#fade)"/>`;
}

function drawWaist(legs: LegMeasures, look: Look, thread: string, kind: 'buttoned' | 'drawn'): string {
  const { waist } = legs;
  const depth = 24;
  const { colour, fabric } = look;
  const band = `M${centre - waist},${topY} Q${centre},${topY + 10} ${centre + waist},${topY} l4,${depth} Q${centre},${topY + depth + 11} ${centre - waist - 4},${topY + depth} Z`;
  const back = path(
    `M${centre - waist},${topY} Q${centre},${topY - 9} ${centre + waist},${topY} Q${centre},${topY + 10} ${centre - waist},${topY} Z`,
    `fill="${colour.inside}"`,
  );
  const edge = seam(
    `M${centre - waist},${topY + depth - 4} Q${centre},${topY + depth + 7} ${centre + waist},${topY + depth - 4}`,
    thread,
  );
  if (kind === 'drawn') {
    const gathers: string[] = [];
    for (let x = -waist + 6; x < waist; x += 7)
      gathers.push(stroke(`M${centre + x},${topY + 6} v${depth - 6}`, colour.line, 1.2, 'opacity="0.45"'));
    const cord = stroke(
      `M${centre - 6},${topY + 18} q-8,30 -3,48 M${centre + 6},${topY + 18} q10,26 3,54`,
      colour.isPale ? '#8c877d' : '#f1eee8',
      3,
    );
    return back + piece(band, fabric.paint, colour.line) + gathers.join('') + cord;
  }
  const loops = [-0.62, -0.22, 0.22, 0.62].map((t) =>
    path(
      `M${centre + t * waist - 4},${topY - 1} h8 v${depth + 8} h-8 Z`,
      `fill="${fabric.paint}" stroke="${colour.line}" stroke-width="1"`,
    ),
  );
  const button = `<circle cx="${centre}" cy="${topY + 17}" r="6.4" fill="#c2a05f" stroke="#0006"/><circle cx="${centre}" cy="${topY + 17}" r="2.6" fill="#8f7440"/>`;
  return back + piece(band, fabric.paint, colour.line) + edge + loops.join('') + button;
}

function drawFly(legs: LegMeasures, thread: string, line: string): string {
  const end = legs.crotchY - 26;
  return (
    stroke(`M${centre},${topY + 30} V${legs.crotchY}`, line, 1.6, 'opacity="0.8"') +
    seam(`M${centre + 22},${topY + 34} V${end - 24} Q${centre + 20},${end} ${centre + 2},${end + 4}`, thread)
  );
}

function drawPockets(legs: LegMeasures, look: Look, thread: string): string {
  const { waist, hip } = legs;
  const curve = `M${centre + waist * 0.46},${topY + 34} Q${centre + waist * 0.55},${topY + 66} ${centre + hip - 5},${topY + 74}`;
  const inside = `${curve} L${centre + hip - 8},${topY + 60} L${centre + waist + 3},${topY + 32} Z`;
  const one =
    path(inside, 'fill="#000" opacity="0.13"') +
    stroke(curve, look.colour.line, 1.6) +
    seam(
      `M${centre + waist * 0.4},${topY + 36} Q${centre + waist * 0.5},${topY + 74} ${centre + hip - 5},${topY + 82}`,
      thread,
    );
  return one + mirrored(one, 2 * centre);
}

function drawLegs(legs: LegMeasures, look: Look, thread: string): string {
  const d = legPath(legs);
  const inner = centre + legs.gap / 2;
  const hemSeam = seam(`M${inner + 1},${legs.hemY - 9} L${inner + legs.hem - 1},${legs.hemY - 11}`, thread);
  const make = () =>
    piece(d, look.fabric.paint, look.colour.line) + creases(d, legFolds(legs, look)) + hemSeam;
  const fade = look.fabric.pattern === 'denim' ? drawFade(legs) : '';
  return make() + fade + mirrored(make() + fade, 2 * centre);
}

function frameLegs({ hip, gap, hem, hemY }: LegMeasures) {
  const half = Math.max(hip, gap / 2 + hem) + 14;
  return { left: centre - half, width: 2 * half, height: hemY + 30, isStanding: false };
}

function measureLegs({ random, gender }: Look, change: Partial<LegMeasures>): LegMeasures {
  const isFitted = gender === 'Women' || gender === 'Girls';
  const waist = random.between(72, 80) + (isFitted ? -4 : 4);
  return {
    waist,
    hip: waist + random.between(16, 26),
    crotchY: random.between(168, 184),
    knee: 60,
    hem: 52,
    hemY: 590,
    gap: random.between(16, 44),
    ...change,
  };
}

export function drawJeans(look: Look): Figure {
  const { random } = look;
  const cut = random.pick([
    { knee: 52, hem: 42 },
    { knee: 60, hem: 56 },
    { knee: 60, hem: 74 },
    { knee: 68, hem: 66 },
  ]);
  const legs = measureLegs(look, { ...cut, gap: random.between(20, 48) });
  const thread = random.chance(0.75) ? '#d39a4e' : look.colour.light;
  return {
    ...frameLegs(legs),
    body:
      drawLegs(legs, look, thread) +
      drawPockets(legs, look, thread) +
      drawFly(legs, thread, look.colour.line) +
      drawWaist(legs, look, thread, 'buttoned'),
  };
}

export function drawTrousers(look: Look): Figure {
  const { colour, random } = look;
  const legs = measureLegs(look, { knee: random.between(58, 66), hem: random.between(48, 60) });
  const inner = centre + legs.gap / 2 + legs.hem / 2;
  const crease =
    stroke(
      `M${centre + legs.waist * 0.5},${topY + 60} L${inner},${legs.hemY}`,
      colour.line,
      1.6,
      'opacity="0.6"',
    ) +
    stroke(
      `M${centre + legs.waist * 0.5 + 3},${topY + 60} L${inner + 3},${legs.hemY}`,
      '#fff',
      2,
      'opacity="0.16"',
    );
  return {
    ...frameLegs(legs),
    body:
      drawLegs(legs, look, colour.line) +
      crease +
      mirrored(crease, 2 * centre) +
      drawPockets(legs, look, colour.line) +
      drawFly(legs, colour.line, colour.line) +
      drawWaist(legs, look, colour.line, 'buttoned'),
  };
}

export function drawTrackPants(look: Look): Figure {
  const { colour, accent, random } = look;
  const legs = measureLegs(look, { knee: 62, hem: random.between(40, 56) });
  const kneeY = legs.crotchY + (legs.hemY - legs.crotchY) * 0.48;
  const side = (shift: number) =>
    stroke(
      `M${centre + legs.waist + 2 - shift},${topY + 28} C${centre + legs.hip - 2 - shift},${legs.crotchY - 50} ${centre + legs.hip - 2 - shift},${legs.crotchY + 20} ${centre + legs.gap * 0.28 + legs.knee - shift},${kneeY} L${centre + legs.gap / 2 + legs.hem - shift},${legs.hemY}`,
      accent.base,
      5,
    );
  const stripes = random.chance(0.75) ? side(7) + (random.chance(0.6) ? side(16) : '') : '';
  return {
    ...frameLegs(legs),
    body:
      drawLegs(legs, look, colour.line) +
      stripes +
      mirrored(stripes, 2 * centre) +
      drawWaist(legs, look, colour.line, 'drawn'),
  };
}

export function drawShorts(look: Look): Figure {
  const { random, colour } = look;
  const hemY = random.between(280, 350);
  const legs = measureLegs(look, {
    knee: random.between(92, 100),
    hem: random.between(94, 108),
    hemY,
    gap: random.between(12, 30),
    crotchY: 176,
  });
  const thread = look.fabric.pattern === 'denim' ? '#d39a4e' : colour.line;
  const isDrawn = random.chance(0.45);
  return {
    ...frameLegs(legs),
    body:
      drawLegs(legs, look, thread) +
      drawPockets(legs, look, thread) +
      (isDrawn
        ? stroke(`M${centre},${topY + 30} V${legs.crotchY}`, colour.line, 1.6, 'opacity="0.8"')
        : drawFly(legs, thread, colour.line)) +
      drawWaist(legs, look, thread, isDrawn ? 'drawn' : 'buttoned'),
  };
}
