/** A text of a workbook, which may be in several runs, and may have a pronunciation beside it. */
import { createXmlReader } from './xmlTags.ts';

/** Told of the tags within `si` or `is`. */
export interface RichText {
  open(name: string): void;
  close(name: string): void;
  add(text: string): void;
  wantsText(): boolean;
  /** The text so far; it begins anew. */
  take(): string;
}

export function createRichText(): RichText {
  let text = '';
  let isText = false;
  let isPronunciation = false;
  return {
    open(name) {
      if (name === 't') isText = true;
      if (name === 'rPh') isPronunciation = true;
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isPronunciation = false;
    },
    add(more) {
      text += more;
    },
    wantsText: () => isText && !isPronunciation,
    take() {
      const taken = replaceEscapes(text);
      text = '';
      return taken;
    },
  };
}

/** What XML cannot hold is written as `_x0007_`: ECMA-376, part 1, 22.9.2.19. */
export function replaceEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The texts that cells of a workbook name by their number. */
export async function readSharedTexts(pieces: AsyncIterable<string>): Promise<string[]> {
  const texts: string[] = [];
  const rich = createRichText();
  const reader = createXmlReader({
    open: rich.open,
    close(name) {
      rich.close(name);
      if (name === 'si') texts.push(copyOf(rich.take()));
    },
    text: rich.add,
    wantsText: rich.wantsText,
  });
  for await (const piece of pieces) reader.feed(piece);
  reader.end();
  return texts;
}

/** The same text in memory of its own: a part of a longer one would keep all of that. */
export function copyOf(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
