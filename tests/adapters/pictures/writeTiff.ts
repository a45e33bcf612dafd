/** Writes small TIFFs byte by byte, of any structure: what no encoder at hand makes. */
import { deflateSync, zstdCompressSync } from 'node:zlib';

export interface TiffPlan {
  readonly width: number;
  readonly height: number;
  /** Row by row, pixel by pixel, sample by sample. */
  readonly samples: readonly number[];
  readonly samplesPerPixel: number;
  readonly photometric: number;
  /** 8 unless said. */
  readonly bits?: number;
  readonly extraSamples?: readonly number[];
  readonly isPlanar?: boolean;
  readonly isBigEndian?: boolean;
  readonly isBigTiff?: boolean;
  /** Edge of square tiles; strips of `stripRows` without it. */
  readonly tile?: number;
  readonly stripRows?: number;
  readonly compression?: 'deflate' | 'zstd' | 'packbits';
  /** 2: differences. */
  readonly predictor?: number;
  /** SHORT tags besides, or instead. */
  readonly tags?: Readonly<Record<number, readonly number[]>>;
  /** RATIONAL tags with whole numbers. */
  readonly fractions?: Readonly<Record<number, readonly number[]>>;
}

const compressions = { deflate: 8, zstd: 50_000, packbits: 32_773 };

export function writeTiff(plan: TiffPlan): Buffer {
  const { bits = 8, width, height, samplesPerPixel, photometric, tile, stripRows = height } = plan;
  const blocks = cutBlocks(plan).map((block) => pack(block, plan));
  const isTiled = tile !== undefined;
  const tags: [tag: number, type: number, values: readonly number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array.from({ length: samplesPerPixel }, () => bits)],
    [259, 3, [plan.compression === undefined ? 1 : compressions[plan.compression]]],
    [262, 3, [photometric]],
    [277, 3, [samplesPerPixel]],
    [284, 3, [plan.isPlanar === true ? 2 : 1]],
    [isTiled ? 324 : 273, 4, blocks.map(() => 0)],
    [isTiled ? 325 : 279, 4, blocks.map((block) => block.length)],
  ];
  if (isTiled) tags.push([322, 4, [tile]], [323, 4, [tile]]);
  else tags.push([278, 4, [stripRows]]);
  if (plan.predictor !== undefined) tags.push([317, 3, [plan.predictor]]);
  if (plan.extraSamples !== undefined) tags.push([338, 3, plan.extraSamples]);
  const others = Object.entries(plan.tags ?? {}).map(([tag, values]) => [Number(tag), 3, values] as const);
  const fractions = Object.entries(plan.fractions ?? {}).map(
    ([tag, values]) => [Number(tag), 5, values] as const,
  );
  const replaced = new Set(others.map(([tag]) => tag));
  const all = [...tags.filter(([tag]) => !replaced.has(tag)), ...others, ...fractions];
  return assemble(
    all.toSorted(([one], [other]) => one - other),
    blocks,
    plan,
  );
}

/** Arrays of samples, one for each block, padded where tiles reach beyond the picture. */
function cutBlocks(plan: TiffPlan): { samples: number[]; perPixel: number; columns: number }[] {
  const { width, height, samples, samplesPerPixel, tile, isPlanar = false } = plan;
  const columns = tile ?? width;
  const blockRows = tile ?? plan.stripRows ?? height;
  const planes = isPlanar ? Array.from({ length: samplesPerPixel }, (_, plane) => [plane]) : [null];
  return planes.flatMap((plane) => {
    const wanted = plane ?? Array.from({ length: samplesPerPixel }, (_, at) => at);
    const blocks = [];
    for (let top = 0; top < height; top += blockRows) {
      for (let left = 0; left < width; left += columns) {
        const rows = tile ?? Math.min(blockRows, height - top);
        const cells = Array.from({ length: rows * columns }, (_, at) => [
          left + (at % columns),
          top + Math.floor(at / columns),
        ]);
        const cut = cells.flatMap(([x = 0, y = 0]) =>
          wanted.map((channel) =>
            x < width && y < height ? (samples[(y * width + x) * samplesPerPixel + channel] ?? 0) : 0,
          ),
        );
        blocks.push({ samples: cut, perPixel: wanted.length, columns });
      }
    }
    return blocks;
  });
}

function pack(block: { samples: number[]; perPixel: number; columns: number }, plan: TiffPlan): Buffer {
  const { bits = 8, isBigEndian = false, compression, predictor } = plan;
  const rowLength = block.columns * block.perPixel;
  const limit = 2 ** bits;
  const values =
    predictor === 2
      ? block.samples.map((value, at) => {
          const before = at % rowLength < block.perPixel ? 0 : (block.samples[at - block.perPixel] ?? 0);
          return (value - before + limit) % limit;
        })
      : block.samples;
  const rows: Buffer[] = [];
  for (let at = 0; at < values.length; at += rowLength) {
    rows.push(packRow(values.slice(at, at + rowLength), bits, isBigEndian));
  }
  const raw = Buffer.concat(rows);
  if (compression === 'deflate') return deflateSync(raw);
  if (compression === 'zstd') return zstdCompressSync(raw);
  if (compression !== 'packbits') return raw;
  // A run where two are alike, a literal of one byte elsewhere.
  const packed: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const value = raw[at] ?? 0;
    if (raw[at + 1] === value) {
      packed.push(255, value);
      at += 1;
    } else packed.push(0, value);
  }
  return Buffer.from(packed);
}

function packRow(values: readonly number[], bits: number, isBigEndian: boolean): Buffer {
  if (bits % 8 === 0) {
    const row = Buffer.alloc(values.length * (bits / 8));
    for (const [at, value] of values.entries()) {
      if (isBigEndian) row.writeUIntBE(value, at * (bits / 8), bits / 8);
      else row.writeUIntLE(value, at * (bits / 8), bits / 8);
    }
    return row;
  }
  const text = values.map((value) => value.toString(2).padStart(bits, '0')).join('');
  const row = Buffer.alloc(Math.ceil(text.length / 8));
  row.forEach((_, at) => {
    row[at] = Number.parseInt(text.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2);
  });
  return row;
}

function assemble(
  tags: readonly (readonly [tag: number, type: number, values: readonly number[]])[],
  blocks: readonly Buffer[],
  { isBigEndian = false, isBigTiff = false }: TiffPlan,
): Buffer {
  const write = (bytes: Buffer, value: number, at: number, size: number) => {
    if (size === 8) bytes[isBigEndian ? 'writeBigUInt64BE' : 'writeBigUInt64LE'](BigInt(value), at);
    else bytes[isBigEndian ? 'writeUIntBE' : 'writeUIntLE'](value, at, size);
  };
  const [start, countBytes, entryBytes, inlineBytes] = isBigTiff ? [16, 8, 20, 8] : [8, 2, 12, 4];
  const directoryBytes = countBytes + tags.length * entryBytes + inlineBytes;
  const valueBytes = (type: number, values: readonly number[]) =>
    values.length * ({ 3: 2, 4: 4, 5: 8 }[type] ?? 0);
  const outside = tags
    .map(([, type, values]) => valueBytes(type, values))
    .filter((size) => size > inlineBytes);
  const dataStart = start + directoryBytes + outside.reduce((sum, size) => sum + size + (size % 2), 0);
  const head = Buffer.alloc(dataStart);
  head.write(isBigEndian ? 'MM' : 'II', 0, 'latin1');
  write(head, isBigTiff ? 43 : 42, 2, 2);
  if (isBigTiff) write(head, 8, 4, 2);
  write(head, start, isBigTiff ? 8 : 4, inlineBytes);
  write(head, tags.length, start, countBytes);
  let free = start + directoryBytes;
  tags.forEach(([tag, type, values], index) => {
    const at = start + countBytes + index * entryBytes;
    const size = valueBytes(type, values);
    const valueAt = at + entryBytes - inlineBytes;
    const from = size > inlineBytes ? free : valueAt;
    write(head, tag, at, 2);
    write(head, type, at + 2, 2);
    write(head, values.length, at + 4, isBigTiff ? 8 : 4);
    if (size > inlineBytes) {
      write(head, free, valueAt, inlineBytes);
      free += size + (size % 2);
    }
    const told = tag === 273 || tag === 324 ? placesOf(blocks, dataStart) : values;
    told.forEach((value, each) => {
      if (type === 5) {
        write(head, value, from + each * 8, 4);
        write(head, 1, from + each * 8 + 4, 4);
      } else write(head, value, from + each * (type === 3 ? 2 : 4), type === 3 ? 2 : 4);
    });
  });
  return Buffer.concat([head, ...blocks]);
}

function placesOf(blocks: readonly Buffer[], start: number): number[] {
  let next = start;
  return blocks.map(({ length }) => {
    next += length;
    return next - length;
  });
}
