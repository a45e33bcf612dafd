/** The upper body of every garment: a torso, two sleeves and a neck, by measure. */
import { creases, type Fold, type Look, mirrored, path, piece, seam, stroke } from './figure.ts';

/** Everything is drawn around this line, in a box of 440 units. */
export const centre = 220;
const boxWidth = 2 * centre;

/** Half widths, and heights from the top of the box. */
export interface TorsoMeasures {
  readonly neck: number;
  readonly neckDepth: number;
  readonly neckline: 'round' | 'v' | 'square';
  readonly shoulder: number;
  readonly shoulderY: number;
  readonly chest: number;
  readonly armpitY: number;
  readonly waist: number;
  readonly waistY: number;
  readonly hem: number;
  readonly hemY: number;
  readonly hemCurve: number;
}

export interface SleeveMeasures {
  readonly length: number;
  readonly cuff: number;
  /** Degrees from straight down. */
  readonly angle: number;
}

const neckY = 34;

function neckPath({ neck, neckDepth, neckline }: TorsoMeasures): string {
  const [left, right] = [centre - neck, centre + neck];
  if (neckline === 'v') return `M${left},${neckY} L${centre},${neckY + neckDepth} L${right},${neckY}`;
  if (neckline === 'square') {
    const y = neckY + neckDepth * 0.7;
    return `M${left},${neckY} L${left + 8},${y} L${right - 8},${y} L${right},${neckY}`;
  }
  return `M${left},${neckY} Q${centre - neck * 0.8},${neckY + neckDepth} ${centre},${neckY + neckDepth} Q${centre + neck * 0.8},${neckY + neckDepth} ${right},${neckY}`;
}

/** From the shoulder down to the hem. */
function rightSidePath(measures: TorsoMeasures): string {
  const { shoulder, shoulderY, chest, armpitY, waist, waistY, hem, hemY } = measures;
  const x = (half: number) => centre + half;
  return (
    `Q${x(shoulder - 10)},${(shoulderY + armpitY) / 2 + 8} ${x(chest)},${armpitY} ` +
    `C${x(chest - 2)},${armpitY + 36} ${x(waist)},${waistY - 40} ${x(waist)},${waistY} ` +
    `C${x(waist)},${waistY + 40} ${x(hem - 2)},${hemY - 50} ${x(hem)},${hemY}`
  );
}

export function torsoPath(measures: TorsoMeasures): string {
  const { shoulder, shoulderY, hem, hemY, hemCurve } = measures;
  return (
    `${neckPath(measures)} L${centre + shoulder},${shoulderY} ${rightSidePath(measures)} ` +
    `Q${centre},${hemY + hemCurve} ${centre - hem},${hemY} ${leftSidePath(measures)} Z`
  );
}

/** From the hem up to the shoulder. */
function leftSidePath(measures: TorsoMeasures): string {
  const { shoulder, shoulderY, chest, armpitY, waist, waistY, hem, hemY } = measures;
  const x = (half: number) => centre - half;
  return (
    `C${x(hem - 2)},${hemY - 50} ${x(waist)},${waistY + 40} ${x(waist)},${waistY} ` +
    `C${x(waist)},${waistY - 40} ${x(chest - 2)},${armpitY + 36} ${x(chest)},${armpitY} ` +
    `Q${x(shoulder - 10)},${(shoulderY + armpitY) / 2 + 8} ${x(shoulder)},${shoulderY}`
  );
}

/** The box that holds a garment of these measures, as wide as it and no wider. */
export function frameGarment(torso: TorsoMeasures, sleeve: SleeveMeasures | null, height: number) {
  const radians = ((sleeve?.angle ?? 0) * Math.PI) / 180;
  const reach =
    sleeve === null
      ? 0
      : torso.shoulder - 10 + Math.sin(radians) * sleeve.length + (Math.cos(radians) * sleeve.cuff) / 2;
  const half = 10 + Math.max(torso.hem, torso.chest, torso.shoulder, reach);
  return { left: centre - half, width: 2 * half, height, isStanding: false };
}

interface SleeveShape {
  readonly d: string;
  readonly cuffOuter: readonly [number, number];
  readonly cuffInner: readonly [number, number];
  readonly direction: readonly [number, number];
}

function sleeveShape(torso: TorsoMeasures, { length, cuff, angle }: SleeveMeasures): SleeveShape {
  const radians = (angle * Math.PI) / 180;
  const [dx, dy] = [Math.sin(radians), Math.cos(radians)];
  const top = [centre + torso.shoulder - 3, torso.shoulderY - 1] as const;
  const pit = [centre + torso.chest - 8, torso.armpitY + 6] as const;
  const middle = [(top[0] + pit[0]) / 2 + dx * length, (top[1] + pit[1]) / 2 + dy * length] as const;
  const half = cuff / 2;
  const outer = [middle[0] + dy * half, middle[1] - dx * half] as const;
  const inner = [middle[0] - dy * half, middle[1] + dx * half] as const;
  const bulge = [top[0] + dx * length * 0.22 + dy * 17, top[1] + dy * length * 0.22 - dx * 17] as const;
  const under = [(pit[0] + inner[0]) / 2 + dy * 3, (pit[1] + inner[1]) / 2 - dx * 3] as const;
  return {
    d: `M${top} Q${bulge} ${outer} L${inner} Q${under} ${pit} Q${(top[0] + pit[0]) / 2 - 6},${(top[1] + pit[1]) / 2} ${top} Z`,
    cuffOuter: outer,
    cuffInner: inner,
    direction: [dx, dy],
  };
}

/** How a cuff or a hem is finished. */
export type Finish = 'stitched' | 'ribbed' | 'banded';

function cuffOf(shape: SleeveShape, finish: Finish, look: Look): string {
  const {
    cuffOuter: o,
    cuffInner: i,
    direction: [dx, dy],
  } = shape;
  const depth = finish === 'stitched' ? 9 : 22;
  const [ob, ib] = [
    [o[0] - dx * depth, o[1] - dy * depth],
    [i[0] - dx * depth, i[1] - dy * depth],
  ] as const;
  if (finish === 'stitched') return seam(`M${ob} L${ib}`, look.colour.line);
  const d = `M${o} L${i} L${ib} L${ob} Z`;
  const band = path(d, `fill="${look.colour.dark}" opacity="0.55"`);
  if (finish === 'banded') return band + stroke(`M${ob} L${ib}`, look.colour.line, 1.4);
  const ribs = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9].map((t) => {
    const at = (a: readonly [number, number], b: readonly [number, number]) =>
      `${a[0] + (b[0] - a[0]) * t},${a[1] + (b[1] - a[1]) * t}`;
    return stroke(`M${at(o, i)} L${at(ob, ib)}`, look.colour.line, 1.2, 'opacity="0.5"');
  });
  return band + ribs.join('');
}

/** Both sleeves; `paint` lets raglan sleeves differ from the body. */
export function drawSleeves(
  torso: TorsoMeasures,
  sleeve: SleeveMeasures,
  finish: Finish,
  look: Look,
  paint: string = look.fabric.paint,
): string {
  const shape = sleeveShape(torso, sleeve);
  const [dx, dy] = shape.direction;
  const pit = [centre + torso.chest - 4, torso.armpitY] as const;
  const folds: Fold[] = [];
  const count = sleeve.length > 150 ? 4 : 2;
  for (let at = 0; at < count; at += 1) {
    const along = (sleeve.length * (at + 0.6)) / (count + 0.6);
    const x = pit[0] + dx * along;
    const y = pit[1] + dy * along;
    const reach = look.random.between(16, 34);
    folds.push({
      from: [x - 4, y],
      to: [x + reach, y - reach * 0.6],
      bend: 4,
      width: look.random.between(3, 6),
    });
  }
  const one = piece(shape.d, paint, look.colour.line) + creases(shape.d, folds) + cuffOf(shape, finish, look);
  return one + mirrored(one, boxWidth);
}

/** The folds of cloth that lies as it fell: from the armpits down, and across the waist. */
export function torsoFolds(torso: TorsoMeasures, look: Look): Fold[] {
  const { random } = look;
  const { chest, armpitY, waist, waistY, hem, hemY } = torso;
  const folds: Fold[] = [];
  for (const side of [-1, 1]) {
    folds.push({
      from: [centre + side * (chest - 4), armpitY + 4],
      to: [centre + side * (chest - random.between(40, 80)), armpitY + random.between(60, 130)],
      bend: side * random.between(6, 16),
      width: random.between(4, 8),
    });
    folds.push({
      from: [centre + side * (waist - 2), waistY + random.between(-30, 20)],
      to: [centre + side * random.between(20, waist * 0.5), waistY + random.between(-20, 40)],
      bend: random.between(-12, 12),
      width: random.between(3, 6),
    });
  }
  const lengthways = random.whole(1, 3);
  for (let at = 0; at < lengthways; at += 1) {
    const x = centre + random.between(-hem * 0.7, hem * 0.7);
    folds.push({
      from: [x, hemY - random.between(8, 20)],
      to: [x + random.between(-24, 24), hemY - random.between(90, 170)],
      bend: random.between(-14, 14),
      width: random.between(4, 9),
    });
  }
  return folds;
}

export function drawTorso(torso: TorsoMeasures, look: Look): string {
  const d = torsoPath(torso);
  return piece(d, look.fabric.paint, look.colour.line) + creases(d, torsoFolds(torso, look));
}

/** What shows inside the neck: the back of the garment, and a label. */
export function drawInside(torso: TorsoMeasures, look: Look): string {
  const { neck } = torso;
  const back = `${neckPath(torso)} Q${centre},${neckY + 16} ${centre - neck},${neckY} Z`;
  const label = `<rect x="${centre - 11}" y="${neckY + 13}" width="22" height="11" rx="1.5" fill="#f3f1ec" opacity="0.9"/>`;
  const isDeep = torso.neckDepth > 26;
  return (
    path(back, `fill="${look.colour.inside}" stroke="${look.colour.line}" stroke-width="1"`) +
    (isDeep ? label : '')
  );
}

/** A rib or facing along the neckline. */
export function drawNeckband(torso: TorsoMeasures, look: Look, width: number, colour: string): string {
  const d = neckPath(torso);
  const band = stroke(d, colour, width, 'stroke-linejoin="round"');
  const back = stroke(
    `M${centre - torso.neck},${neckY} Q${centre},${neckY + 16} ${centre + torso.neck},${neckY}`,
    colour,
    width * 0.7,
  );
  return back + band + stroke(d, look.colour.line, 1.1, 'opacity="0.45"');
}

/** The hem of a torso, in its finish. */
export function drawHem({ hem, hemY, hemCurve }: TorsoMeasures, finish: Finish, look: Look): string {
  const line = (lift: number) =>
    `M${centre - hem + 1},${hemY - lift} Q${centre},${hemY + hemCurve - lift} ${centre + hem - 1},${hemY - lift}`;
  if (finish === 'stitched') return seam(line(9), look.colour.line);
  const depth = 24;
  const d = `${line(0)} L${centre + hem - 2},${hemY - depth} Q${centre},${hemY + hemCurve - depth} ${centre - hem + 2},${hemY - depth} Z`;
  const ribs: string[] = [];
  for (let x = -hem + 7; finish === 'ribbed' && x < hem; x += 7) {
    const drop = hemCurve * 0.5 * (1 - (x / hem) ** 2);
    ribs.push(
      stroke(`M${centre + x},${hemY + drop - 1} l0,${-depth + 2}`, look.colour.line, 1.1, 'opacity="0.42"'),
    );
  }
  return (
    path(d, `fill="${look.colour.dark}" opacity="0.5"`) +
    stroke(line(depth), look.colour.line, 1.2) +
    ribs.join('')
  );
}
