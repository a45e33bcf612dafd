/** Reads ResNet50 from a safetensors file with Keras names (format: a JSON header, then the raw tensors). */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { currentEpsilon } from '../../core/models/resnet50/kerasNames.ts';
import {
  countElements,
  missingTensor,
  resnet50Tensors,
  type TensorShape,
  unusableWeights,
  type Weights,
} from '../../core/models/resnet50/weights.ts';

const bytesPerElement: Readonly<Record<string, number>> = { F16: 2, F32: 4 };
/** The eight bytes before the header hold its length. */
const lengthBytes = 8;

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});

/** @throws Failure `model-unusable` */
export async function readSafetensors(file: string): Promise<{ weights: Weights; epsilon: number }> {
  const name = basename(file);
  const bytes = await readFile(file);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const dataStart = lengthBytes + headerLength;
  if (dataStart > bytes.length) {
    throw unusableWeights(name, 'it is neither a Keras HDF5 file nor a safetensors file, or it was cut');
  }
  const header = parseHeader(bytes.subarray(lengthBytes, dataStart), name);
  const data = bytes.subarray(dataStart);
  const weights = new Map<string, Float32Array>();
  for (const tensor of resnet50Tensors) weights.set(tensor.name, readTensor(header, tensor, data, name));
  return { weights, epsilon: currentEpsilon };
}

function parseHeader(text: Buffer, file: string): Map<string, unknown> {
  try {
    const header = z.record(z.string(), z.unknown()).parse(JSON.parse(text.toString('utf8')));
    return new Map(Object.entries(header).map(([name, entry]) => [name.replace(/:\d+$/, ''), entry]));
  } catch {
    throw unusableWeights(
      file,
      'it is neither a Keras HDF5 file nor a safetensors file: its header is not JSON',
    );
  }
}

function readTensor(
  header: Map<string, unknown>,
  { name, shape }: TensorShape,
  data: Buffer,
  file: string,
): Float32Array {
  const found = header.get(name);
  if (found === undefined) throw missingTensor(file, name, shape);
  const entry = entrySchema.safeParse(found);
  if (!entry.success) throw unusableWeights(file, `the header's entry of its tensor ${name} is damaged`);
  const { dtype, data_offsets: offsets } = entry.data;
  if (entry.data.shape.join('×') !== shape.join('×')) {
    throw unusableWeights(
      file,
      `its tensor ${name} is ${entry.data.shape.join('×')} where ${shape.join('×')} was expected`,
    );
  }
  const elementBytes = bytesPerElement[dtype];
  if (elementBytes === undefined) {
    throw unusableWeights(file, `its tensor ${name} is of type ${dtype} where F32 or F16 was expected`);
  }
  const [start, end] = offsets;
  const expectedBytes = countElements(shape) * elementBytes;
  if (end > data.length) {
    throw unusableWeights(
      file,
      `it was cut: its tensor ${name} ends at byte ${end} of the data, which has ${data.length}`,
    );
  }
  if (end - start !== expectedBytes) {
    throw unusableWeights(
      file,
      `its tensor ${name} has ${end - start} bytes where ${expectedBytes} were expected`,
    );
  }
  // A copy starts on a boundary that typed arrays accept; the file's own offsets need not.
  const copy = new Uint8Array(data.subarray(start, end)).buffer;
  return elementBytes === 4 ? new Float32Array(copy) : widenHalves(new Uint16Array(copy));
}

function widenHalves(halves: Uint16Array): Float32Array {
  const table = halfTable();
  const wide = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) wide[i] = table[halves[i] ?? 0] ?? 0;
  return wide;
}

let memoisedTable: Float32Array | null = null;

/** The value of each of the 65,536 IEEE 754 half-precision numbers. */
function halfTable(): Float32Array {
  if (memoisedTable) return memoisedTable;
  const table = new Float32Array(1 << 16);
  for (let bits = 0; bits < table.length; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else if (exponent === 31) table[bits] = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  memoisedTable = table;
  return table;
}
