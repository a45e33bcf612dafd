/** Just enough of the WebAssembly binary format (core specification 2.0, chapter 5) to write a few SIMD loops by hand. */

export type Code = readonly (number | Code)[];

/** Value types. */
export const i32 = 0x7f;
export const v128 = 0x7b;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if (rest === ((low & 0x40) === 0 ? 0 : -1)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const flatten = (code: Code): number[] =>
  code.flatMap((part) => (typeof part === 'number' ? part : flatten(part)));

/** A memory operand: alignment is only a hint, so the loosest is given. */
const at = (offset: number): number[] => [0, ...unsigned(offset)];
const simd = (operation: number, ...rest: Code[]): Code => [...rest, 0xfd, unsigned(operation)];

export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, unsigned(local)];
export const constant = (value: number): Code => [0x41, signed(value)];
export const add = (a: Code, b: Code): Code => [a, b, 0x6a];
export const shiftLeft = (a: Code, bits: number): Code => [a, constant(bits), 0x74];
export const loadI32 = (address: Code): Code => [address, 0x28, at(0)];
export const loadF32 = (address: Code, offset = 0): Code => [address, 0x2a, at(offset)];
export const storeI32 = (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, at(offset)];
/** Copies bytes; the places may overlap. */
export const copyBytes = (target: Code, source: Code, bytes: Code): Code => [
  target,
  source,
  bytes,
  0xfc,
  0x0a,
  0x00,
  0x00,
];
export const storeF32 = (address: Code, value: Code): Code => [address, value, 0x38, at(0)];
export const addF32 = (a: Code, b: Code): Code => [a, b, 0x92];

/** Runs the body, and again while the two addresses differ. */
export const repeatUntilEqual = (body: Code, a: Code, b: Code): Code => [
  0x03,
  0x40,
  body,
  a,
  b,
  0x47,
  0x0d,
  0x00,
  0x0b,
];

/** One of the two, depending on whether the condition is 0. */
export const choose = (condition: Code, notZero: Code, zero: Code): Code => [
  condition,
  0x04,
  0x40,
  notZero,
  0x05,
  zero,
  0x0b,
];

export const loadVector = (address: Code, offset: number): Code => [address, 0xfd, 0x00, at(offset)];
/** Eight signed bytes as eight 16-bit numbers. */
export const loadBytesAsI16 = (address: Code, offset: number): Code => [address, 0xfd, 0x01, at(offset)];
/** Sixteen zero bytes: zero in every lane type. */
export const zeros: Code = [0xfd, 0x0c, new Array<number>(16).fill(0)];
export const storeVector = (address: Code, value: Code, offset: number): Code => [
  address,
  value,
  0xfd,
  0x0b,
  at(offset),
];
/** Four of the eight 32-bit lanes: 0 to 3 are those of `a`, 4 to 7 those of `b`. */
export const pickLanes = (a: Code, b: Code, lanes: readonly number[]): Code => [
  a,
  b,
  0xfd,
  0x0d,
  lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)),
];
export const splatF32 = (value: Code): Code => simd(0x13, value);
export const laneI32 = (vector: Code, lane: number): Code => [vector, 0xfd, 0x1b, lane];
export const laneF32 = (vector: Code, lane: number): Code => [vector, 0xfd, 0x1f, lane];
export const splatI32 = (value: Code): Code => simd(0x11, value);
export const extendLowI16 = (a: Code): Code => simd(0xa7, a);
export const extendHighI16 = (a: Code): Code => simd(0xa8, a);
export const addI32x4 = (a: Code, b: Code): Code => simd(0xae, a, b);
export const shiftLeftI32x4 = (a: Code, bits: number): Code => simd(0xab, a, constant(bits));
/**
 * Products of signed bytes with bytes of 0 to 127, four of them added to each 32-bit lane of `sums`. From the relaxed SIMD
 * proposal, part of WebAssembly 3.0: `i32x4.relaxed_dot_i8x16_i7x16_add_s`.
 */
export const dotI8x16 = (bytes: Code, sevenBits: Code, sums: Code): Code =>
  simd(0x113, bytes, sevenBits, sums);
export const absF32x4 = (a: Code): Code => simd(0xe0, a);
export const addF32x4 = (a: Code, b: Code): Code => simd(0xe4, a, b);
export const subtractF32x4 = (a: Code, b: Code): Code => simd(0xe5, a, b);
export const multiplyF32x4 = (a: Code, b: Code): Code => simd(0xe6, a, b);
/** All bits of a lane set where a ≥ b. */
export const atLeastF32x4 = (a: Code, b: Code): Code => simd(0x46, a, b);
export const orBits = (a: Code, b: Code): Code => simd(0x50, a, b);
/** 1 where any bit is set, else 0. */
export const hasBits = (a: Code): Code => simd(0x53, a);
export const toF32x4 = (a: Code): Code => simd(0xfa, a);

export interface AssembledFunction {
  readonly name: string;
  /** How many i32 parameters; locals follow them. */
  readonly parameters: number;
  /** Value type of each local. */
  readonly locals: readonly number[];
  readonly body: Code;
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const text = (name: string): number[] => sized([...name].map((letter) => letter.charCodeAt(0)));
const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];

/** Memory that threads share, of one page at least and as many as there can be at most. */
const memoryLimits = [0x03, 0x01, ...unsigned(65_536)];

/** A module that imports its memory as `host.memory` and exports the functions; none of them returns a value. */
export function assembleModule(functions: readonly AssembledFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(new Array(parameters).fill([i32])), 0]);
  const exports = functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(i)]);
  const bodies = functions.map(({ locals, body }) =>
    sized([...list(locals.map((type) => [1, type])), ...flatten(body), 0x0b]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...text('host'), ...text('memory'), 0x02, ...memoryLimits]])),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(7, list(exports)),
    ...section(10, list(bodies)),
  ]);
}
