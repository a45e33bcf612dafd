/** How garments are cut for whom: measures of torsos and sleeves. */
import type { Look } from './figure.ts';
import type { SleeveMeasures, TorsoMeasures } from './garment.ts';

/** Women's and children's cuts are narrower, a woman's has a waist. */
export function cutTorso(look: Look, change: Partial<TorsoMeasures> = {}): TorsoMeasures {
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

export function shortSleeve({ random }: Look): SleeveMeasures {
  return { length: random.between(70, 104), cuff: random.between(76, 90), angle: random.between(26, 38) };
}

export function longSleeve({ random }: Look): SleeveMeasures {
  return { length: random.between(250, 285), cuff: random.between(48, 58), angle: random.between(9, 17) };
}
