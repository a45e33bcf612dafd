/** Fourier transforms of complex rows of one length, by Stockham's method in radices 4, 3 and 2: no bits are reversed. */

export interface RowTransform {
  readonly length: number;
  /** Transforms the row that begins at `start` in place; real and imaginary parts exchanged, it is the inverse times the length. */
  transform(real: Float64Array, imaginary: Float64Array, start: number): void;
}

interface Stage {
  readonly radix: 2 | 3 | 4;
  /** Of the sequences that this stage takes apart. */
  readonly length: number;
  /** How many of them lie side by side. */
  readonly stride: number;
  /** Cosine and sine of the turns, one pair for each power and each place. */
  readonly turns: Float64Array;
}

/** The least length that is at least as long and a product of twos and of threes (four at most). */
export function fittingLength(least: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (const odd of [1, 3, 9, 27, 81]) {
    let length = odd;
    while (length < least) length *= 2;
    best = Math.min(best, length);
  }
  return best;
}

/** @param length as `fittingLength` gives them */
export function createRowTransform(length: number): RowTransform {
  const stages = planStages(length);
  const spareReal = new Float64Array(length);
  const spareImaginary = new Float64Array(length);
  return {
    length,
    transform(real, imaginary, start) {
      let isSpare = false;
      for (const stage of stages) {
        if (isSpare) runStage(stage, spareReal, spareImaginary, 0, real, imaginary, start);
        else runStage(stage, real, imaginary, start, spareReal, spareImaginary, 0);
        isSpare = !isSpare;
      }
      if (!isSpare) return;
      real.set(spareReal, start);
      imaginary.set(spareImaginary, start);
    },
  };
}

function planStages(length: number): Stage[] {
  const stages: Stage[] = [];
  let left = length;
  while (left > 1) {
    const radix = left % 3 === 0 ? 3 : left % 4 === 0 ? 4 : 2;
    stages.push({ radix, length: left, stride: length / left, turns: turnsOf(left, radix) });
    left /= radix;
  }
  return stages;
}

function turnsOf(length: number, radix: number): Float64Array {
  const parts = length / radix;
  const turns = new Float64Array(2 * (radix - 1) * parts);
  for (let part = 0; part < parts; part++) {
    for (let power = 1; power < radix; power++) {
      const angle = (-2 * Math.PI * part * power) / length;
      const at = 2 * (part * (radix - 1) + power - 1);
      turns[at] = Math.cos(angle);
      turns[at + 1] = Math.sin(angle);
    }
  }
  return turns;
}

type StageWork = (
  stage: Stage,
  fromReal: Float64Array,
  fromImaginary: Float64Array,
  fromStart: number,
  toReal: Float64Array,
  toImaginary: Float64Array,
  toStart: number,
) => void;

const runStage: StageWork = (stage, ...rows) => {
  switch (stage.radix) {
    case 2:
      return runStage2(stage, ...rows);
    case 3:
      return runStage3(stage, ...rows);
    case 4:
      return runStage4(stage, ...rows);
  }
};

const runStage2: StageWork = ({ length, stride, turns }, fromR, fromI, fromStart, toR, toI, toStart) => {
  const half = length / 2;
  for (let part = 0; part < half; part++) {
    const c = turns[2 * part] ?? 0;
    const s = turns[2 * part + 1] ?? 0;
    for (let q = 0; q < stride; q++) {
      const a = fromStart + q + stride * part;
      const b = a + stride * half;
      const aR = fromR[a] ?? 0;
      const aI = fromI[a] ?? 0;
      const bR = fromR[b] ?? 0;
      const bI = fromI[b] ?? 0;
      const to = toStart + q + stride * 2 * part;
      toR[to] = aR + bR;
      toI[to] = aI + bI;
      const dR = aR - bR;
      const dI = aI - bI;
      toR[to + stride] = dR * c - dI * s;
      toI[to + stride] = dR * s + dI * c;
    }
  }
};

const sin60 = Math.sqrt(3) / 2;

const runStage3: StageWork = ({ length, stride, turns }, fromR, fromI, fromStart, toR, toI, toStart) => {
  const third = length / 3;
  for (let part = 0; part < third; part++) {
    const c1 = turns[4 * part] ?? 0;
    const s1 = turns[4 * part + 1] ?? 0;
    const c2 = turns[4 * part + 2] ?? 0;
    const s2 = turns[4 * part + 3] ?? 0;
    for (let q = 0; q < stride; q++) {
      const a = fromStart + q + stride * part;
      const b = a + stride * third;
      const c = b + stride * third;
      const aR = fromR[a] ?? 0;
      const aI = fromI[a] ?? 0;
      const sumR = (fromR[b] ?? 0) + (fromR[c] ?? 0);
      const sumI = (fromI[b] ?? 0) + (fromI[c] ?? 0);
      const apartR = ((fromR[b] ?? 0) - (fromR[c] ?? 0)) * sin60;
      const apartI = ((fromI[b] ?? 0) - (fromI[c] ?? 0)) * sin60;
      const midR = aR - sumR / 2;
      const midI = aI - sumI / 2;
      const to = toStart + q + stride * 3 * part;
      toR[to] = aR + sumR;
      toI[to] = aI + sumI;
      const firstR = midR + apartI;
      const firstI = midI - apartR;
      toR[to + stride] = firstR * c1 - firstI * s1;
      toI[to + stride] = firstR * s1 + firstI * c1;
      const secondR = midR - apartI;
      const secondI = midI + apartR;
      toR[to + 2 * stride] = secondR * c2 - secondI * s2;
      toI[to + 2 * stride] = secondR * s2 + secondI * c2;
    }
  }
};

const runStage4: StageWork = ({ length, stride, turns }, fromR, fromI, fromStart, toR, toI, toStart) => {
  const quarter = length / 4;
  const step = stride * quarter;
  for (let part = 0; part < quarter; part++) {
    const at = 6 * part;
    const c1 = turns[at] ?? 0;
    const s1 = turns[at + 1] ?? 0;
    const c2 = turns[at + 2] ?? 0;
    const s2 = turns[at + 3] ?? 0;
    const c3 = turns[at + 4] ?? 0;
    const s3 = turns[at + 5] ?? 0;
    for (let q = 0; q < stride; q++) {
      const a = fromStart + q + stride * part;
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const acR = (fromR[a] ?? 0) + (fromR[c] ?? 0);
      const acI = (fromI[a] ?? 0) + (fromI[c] ?? 0);
      const bdR = (fromR[b] ?? 0) + (fromR[d] ?? 0);
      const bdI = (fromI[b] ?? 0) + (fromI[d] ?? 0);
      const acApartR = (fromR[a] ?? 0) - (fromR[c] ?? 0);
      const acApartI = (fromI[a] ?? 0) - (fromI[c] ?? 0);
      const bdApartR = (fromR[b] ?? 0) - (fromR[d] ?? 0);
      const bdApartI = (fromI[b] ?? 0) - (fromI[d] ?? 0);
      const to = toStart + q + stride * 4 * part;
      toR[to] = acR + bdR;
      toI[to] = acI + bdI;
      const firstR = acApartR + bdApartI;
      const firstI = acApartI - bdApartR;
      toR[to + stride] = firstR * c1 - firstI * s1;
      toI[to + stride] = firstR * s1 + firstI * c1;
      const secondR = acR - bdR;
      const secondI = acI - bdI;
      toR[to + 2 * stride] = secondR * c2 - secondI * s2;
      toI[to + 2 * stride] = secondR * s2 + secondI * c2;
      const thirdR = acApartR - bdApartI;
      const thirdI = acApartI + bdApartR;
      toR[to + 3 * stride] = thirdR * c3 - thirdI * s3;
      toI[to + 3 * stride] = thirdR * s3 + thirdI * c3;
    }
  }
};
