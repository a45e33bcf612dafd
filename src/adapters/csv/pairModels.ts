/** How likely a text is in the East Asian encodings, which write a character as a pair of bytes. */

export interface PairModel {
  readonly label: string;
  /** Logarithm of how common the encoding is, beside Windows-1252. */
  readonly prior: number;
  readonly isPair: (lead: number, trail: number) => boolean;
  /** What its languages write most: the share of all characters, and how many characters there are of the kind. */
  readonly kinds: readonly PairKind[];
  /** A single byte beyond ASCII that is a character by itself. */
  readonly isSingle?: (byte: number) => boolean;
}

interface PairKind {
  readonly share: number;
  readonly count: number;
  readonly has: (lead: number, trail: number) => boolean;
}

const within = (byte: number, from: number, to: number) => byte >= from && byte <= to;
const isHighPair = (lead: number, trail: number) => within(lead, 0xa1, 0xfe) && within(trail, 0xa1, 0xfe);
const isBig5Trail = (trail: number) => within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe);
const isJisTrail = (trail: number) => within(trail, 0x40, 0xfc) && trail !== 0x7f;

/** Each standard sorts the characters of daily use before the rare ones; kana and Hangul have rows of their own. */
export const pairModels: readonly PairModel[] = [
  {
    label: 'gbk',
    prior: -0.5,
    isPair: (lead, trail) => within(lead, 0x81, 0xfe) && within(trail, 0x40, 0xfe) && trail !== 0x7f,
    kinds: [
      { share: 0.9, count: 3755, has: (lead, trail) => within(lead, 0xb0, 0xd7) && trail >= 0xa1 },
      { share: 0.05, count: 100, has: (lead, trail) => within(lead, 0xa1, 0xa3) && trail >= 0xa1 },
    ],
  },
  {
    label: 'big5',
    prior: -1,
    isPair: (lead, trail) => within(lead, 0x81, 0xfe) && isBig5Trail(trail),
    kinds: [
      { share: 0.9, count: 5401, has: (lead) => within(lead, 0xa4, 0xc6) },
      { share: 0.05, count: 100, has: (lead) => within(lead, 0xa1, 0xa3) },
    ],
  },
  {
    label: 'shift_jis',
    prior: -1,
    isPair: (lead, trail) => (within(lead, 0x81, 0x9f) || within(lead, 0xe0, 0xef)) && isJisTrail(trail),
    isSingle: (byte) => within(byte, 0xa1, 0xdf),
    kinds: [
      { share: 0.25, count: 83, has: (lead, trail) => lead === 0x82 && within(trail, 0x9f, 0xf1) },
      { share: 0.25, count: 86, has: (lead, trail) => lead === 0x83 && within(trail, 0x40, 0x96) },
      { share: 0.4, count: 2965, has: (lead) => within(lead, 0x88, 0x97) },
      { share: 0.05, count: 100, has: (lead) => lead === 0x81 },
    ],
  },
  {
    label: 'euc-jp',
    prior: -2,
    isPair: isHighPair,
    kinds: [
      { share: 0.25, count: 83, has: (lead) => lead === 0xa4 },
      { share: 0.25, count: 86, has: (lead) => lead === 0xa5 },
      { share: 0.4, count: 2965, has: (lead) => within(lead, 0xb0, 0xcf) },
      { share: 0.05, count: 100, has: (lead) => lead === 0xa1 },
    ],
  },
  {
    label: 'euc-kr',
    prior: -1,
    isPair: isHighPair,
    kinds: [
      { share: 0.93, count: 2350, has: (lead) => within(lead, 0xb0, 0xc8) },
      { share: 0.03, count: 100, has: (lead) => lead === 0xa1 },
    ],
  },
];

/** A pair that the encoding has, but that daily text hardly uses. */
const rare = Math.log(0.02 / 10_000);
const single = Math.log(0.02 / 63);
const wrong = Math.log(1e-7);

/** @returns the logarithm of the likelihood, to be compared with those of the same bytes in other encodings */
export function likelihoodOfPairs(bytes: Uint8Array, model: PairModel): number {
  let sum = model.prior;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1];
    if (trail !== undefined && model.isPair(lead, trail)) {
      const kind = model.kinds.find((each) => each.has(lead, trail));
      sum += kind === undefined ? rare : Math.log(kind.share / kind.count);
      at++;
    } else {
      sum += model.isSingle?.(lead) === true ? single : wrong;
    }
  }
  return sum;
}
