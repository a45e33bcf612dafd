import { Buffer } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { TextEncoding } from './detectEncoding.ts';

/** Decodes chunks to text, without the byte order mark; single bytes that are no UTF-8 as Windows-1252 has them. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  { encoding, damagedAt }: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let at = 0;
  let next = 0;
  for await (const chunk of chunks) {
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (
      let place = damagedAt[next];
      place !== undefined && place < at + chunk.length;
      place = damagedAt[next]
    ) {
      pieces.push(chunk.subarray(from, place - at), asWindows1252(chunk[place - at] ?? 0));
      from = place - at + 1;
      next++;
    }
    pieces.push(chunk.subarray(from));
    at += chunk.length;
    const text = decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces), { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

const windows1252 = new TextDecoder('windows-1252');

function asWindows1252(byte: number): Uint8Array {
  return Buffer.from(windows1252.decode(Uint8Array.of(byte)));
}
