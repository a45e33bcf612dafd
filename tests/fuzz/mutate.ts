/** Damages bytes as disks, transfers, careless programs and attackers do. */
import type { RandomSource } from './randomSource.ts';

/** Numbers at which programs go wrong. */
const edges = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
] as const;

type Mutation = (bytes: Buffer, random: RandomSource) => Buffer;

/** What tells formats apart: a fault there is found at once, and hides all others. */
const signatureBytes = 12;

/** Headers are near the beginning, and a fault there reaches further. */
function place(bytes: Buffer, random: RandomSource): number {
  const start = random.below(30) === 0 ? 0 : signatureBytes;
  const reach = random.below(2) === 0 ? bytes.length : Math.min(bytes.length, 512);
  return Math.min(bytes.length, start + random.below(Math.max(1, reach - start)));
}

const mutations: readonly [Mutation, ...Mutation[]] = [
  function flipBit(bytes, random) {
    const at = place(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  function setByte(bytes, random) {
    bytes[place(bytes, random)] = random.below(256);
    return bytes;
  },
  function setNumber(bytes, random) {
    const [size, value] = [random.pick([2, 4]), random.pick(edges)];
    const at = place(bytes, random);
    if (at + size > bytes.length) return bytes;
    const masked = size === 2 ? value & 0xffff : value;
    if (random.below(2) === 0) bytes.writeUIntBE(masked, at, size);
    else bytes.writeUIntLE(masked, at, size);
    return bytes;
  },
  function cutEnd(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length + 1));
  },
  function removePart(bytes, random) {
    const at = place(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
  },
  function repeatPart(bytes, random) {
    const at = place(bytes, random);
    const end = at + 1 + random.below(256);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
  },
  function insertNoise(bytes, random) {
    const at = place(bytes, random);
    const noise = Buffer.from(Array.from({ length: 1 + random.below(32) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  function clearPart(bytes, random) {
    const at = place(bytes, random);
    return bytes.fill(random.pick([0, 0xff]), at, Math.min(bytes.length, at + 1 + random.below(512)));
  },
  function copyPart(bytes, random) {
    const from = place(bytes, random);
    bytes.copy(bytes, place(bytes, random), from, from + 1 + random.below(64));
    return bytes;
  },
];

/** @returns a copy with one to four faults; sometimes the head of one seed on the body of another */
export function mutate(seeds: readonly [Buffer, ...Buffer[]], random: RandomSource): Buffer {
  let bytes: Buffer = Buffer.from(random.pick(seeds));
  if (random.below(12) === 0) {
    const other = random.pick(seeds);
    bytes = Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);
  }
  const count = 1 + random.below(4);
  for (let done = 0; done < count; done += 1) bytes = random.pick(mutations)(bytes, random);
  return Buffer.from(bytes);
}
