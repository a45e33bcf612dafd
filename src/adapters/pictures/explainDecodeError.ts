/** Puts what libvips says of a file into a curator's words; its own text stays in the detail. */
import type { Buffer } from 'node:buffer';
import { Failure } from '../../contract/failure.ts';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';
import { findJpegOddity } from './findJpegOddity.ts';
import { maxSecondsPerFile } from './imageLimits.ts';
import { isCutOff } from './isCutOff.ts';

export const formatTitles: Record<ImageFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
};

const cutOff = (title: string) =>
  `The file is cut off or damaged: its ${title} data ends before the picture does.`;

/** @param because what about it cannot be read, as half a sentence; null where that is not known */
export function unreadableKind(title: string, because: string | null): string {
  const detail = because === null ? '' : ` (${because})`;
  return `This kind of ${title} cannot be read here${detail}: save it again as an ordinary JPEG or PNG.`;
}

/** Patterns of libvips 8.18 and the decoders below it. */
const explanations: readonly (readonly [pattern: RegExp, explain: (title: string) => string])[] = [
  [/^timeout/i, () => `The file took longer than ${maxSecondsPerFile} seconds to read.`],
  [/out of memory|cannot allocate/i, () => 'There is not enough free memory to decode this image.'],
  [/premature end|unexpected end|end of file|bad seek|truncated|not enough data/i, cutOff],
];
/** Not asked of a JPEG, whose frame header tells: libvips' messages may be about a file that was decoded at the same time. */
const unsupported = /unsupported (?!image format)|not supported|not implemented|no codec|plugin/i;

export function explainDecodeError(thrown: unknown, bytes: Buffer, format: ImageFormat): Failure {
  if (thrown instanceof Failure) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const title = formatTitles[format];
  const oddity = format === 'jpeg' ? findJpegOddity(bytes) : null;
  if (oddity !== null) return new Failure('image-unusable', unreadableKind(title, oddity), text);
  const known = isCutOff(bytes, format) ? cutOff : explanations.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return new Failure('image-unusable', known(title), text);
  if (format !== 'jpeg' && unsupported.test(text))
    return new Failure('image-unusable', unreadableKind(title, null), text);
  const message = `The file is cut off or damaged: its ${title} data cannot be decoded.`;
  return new Failure('image-unusable', message, text);
}
