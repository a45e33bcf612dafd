/** Reads from the sequence header of an AV1 stream whether it is grey, and which range its numbers have (AV1 specification, section 5.5). */
import { type BitReader, createBitReader } from './bitReader.ts';

const sequenceHeader = 1;
/** Of the units at the beginning: a picture has one or two before its frame. */
const maxUnits = 8;

/** @returns null where the stream has no sequence header, or none of a grey picture */
export function readGreyRange(stream: Uint8Array): 'full' | 'limited' | null {
  let at = 0;
  for (let unit = 0; unit < maxUnits && at < stream.length; unit += 1) {
    const head = stream[at] ?? 0;
    at += (head & 4) === 0 ? 1 : 2;
    let size = stream.length - at;
    if ((head & 2) !== 0) {
      const read = readLeb128(stream, at);
      size = read.value;
      at = read.end;
    }
    if (((head >> 3) & 15) === sequenceHeader) return readHeader(stream.subarray(at, at + size));
    at += size;
  }
  return null;
}

function readLeb128(stream: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let group = 0; group < 8; group += 1) {
    const byte = stream[end] ?? 0;
    end += 1;
    value += (byte & 0x7f) * 2 ** (7 * group);
    if (byte < 0x80) break;
  }
  return { value, end };
}

function readHeader(bytes: Uint8Array): 'full' | 'limited' | null {
  const bits = createBitReader(bytes);
  const profile = bits.read(3);
  bits.read(1);
  const isReduced = bits.read(1) === 1;
  if (isReduced) bits.read(5);
  else skipOperatingPoints(bits);
  skipTools(bits, isReduced);
  const isDeep = bits.read(1) === 1;
  if (profile === 2 && isDeep) bits.read(1);
  const isGrey = profile !== 1 && bits.read(1) === 1;
  if (bits.read(1) === 1) bits.read(24);
  const isFull = bits.read(1) === 1;
  if (!isGrey || bits.isPastEnd()) return null;
  return isFull ? 'full' : 'limited';
}

function skipOperatingPoints(bits: BitReader): void {
  let delayBits = 0;
  const hasTiming = bits.read(1) === 1;
  if (hasTiming) {
    bits.read(32);
    bits.read(32);
    if (bits.read(1) === 1) skipUvlc(bits);
    if (bits.read(1) === 1) {
      delayBits = bits.read(5) + 1;
      bits.read(32);
      bits.read(10);
    }
  }
  const hasInitialDelay = bits.read(1) === 1;
  const points = bits.read(5) + 1;
  for (let point = 0; point < points; point += 1) {
    bits.read(12);
    if (bits.read(5) > 7) bits.read(1);
    if (delayBits > 0 && bits.read(1) === 1) {
      bits.read(delayBits);
      bits.read(delayBits);
      bits.read(1);
    }
    if (hasInitialDelay && bits.read(1) === 1) bits.read(4);
  }
}

function skipUvlc(bits: BitReader): void {
  let zeros = 0;
  while (zeros < 32 && bits.read(1) === 0) zeros += 1;
  if (zeros < 32) bits.read(zeros);
}

/** Sizes, and which tools of the codec are in use. */
function skipTools(bits: BitReader, isReduced: boolean): void {
  const widthBits = bits.read(4) + 1;
  const heightBits = bits.read(4) + 1;
  bits.read(widthBits);
  bits.read(heightBits);
  if (!isReduced && bits.read(1) === 1) bits.read(7);
  bits.read(3);
  if (!isReduced) {
    bits.read(4);
    const hasOrder = bits.read(1) === 1;
    if (hasOrder) bits.read(2);
    const isScreenChosen = bits.read(1) === 1;
    const mayBeScreen = isScreenChosen || bits.read(1) === 1;
    // "Integer motion": chosen by each frame, or forced here.
    if (mayBeScreen && bits.read(1) === 0) bits.read(1);
    if (hasOrder) bits.read(3);
  }
  bits.read(3);
}
