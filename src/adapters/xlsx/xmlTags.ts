/** Reads XML piece by piece: tags and the texts between them, in bounded memory. Namespaces are passed over. */

export interface XmlListener {
  /** @param attributes as they stand, for `attributeOf`; an empty element is closed at once */
  open(name: string, attributes: string, isEmpty: boolean): void;
  close(name: string): void;
  /** Between two tags, with its entities replaced; asked for only while `wantsText` says so. */
  text(text: string): void;
  wantsText(): boolean;
}

export interface XmlReader {
  feed(piece: string): void;
  /** @throws Error where it ends within a tag */
  end(): void;
}

const quote = 0x22;
const apostrophe = 0x27;
const greater = 0x3e;

export function createXmlReader(listener: XmlListener): XmlReader {
  /** What came and is not understood yet. */
  let rest = '';

  /** Takes what begins at a "<". @returns where it ends, or -1 where more must come */
  function takeMark(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4);
    if (text.startsWith('<?', at)) return endOf(text, '?>', at + 2);
    if (text.startsWith('<![CDATA[', at)) {
      const end = endOf(text, ']]>', at + 9);
      if (end > 0 && listener.wantsText()) listener.text(text.slice(at + 9, end - 3));
      return end;
    }
    // "<!-" may become a comment.
    if (text.length - at < 9 && '<![CDATA['.startsWith(text.slice(at))) return -1;
    const end = endOfTag(text, at);
    if (end > 0 && text[at + 1] !== '!') takeTag(text.slice(at + 1, end - 1));
    return end;
  }

  function takeTag(tag: string): void {
    if (tag.startsWith('/')) {
      listener.close(localName(tag.slice(1).trimEnd()));
      return;
    }
    const isEmpty = tag.endsWith('/');
    const space = tag.search(/[\s/]/);
    const name = localName(space < 0 ? tag : tag.slice(0, space));
    listener.open(name, space < 0 ? '' : tag.slice(space), isEmpty);
    if (isEmpty) listener.close(name);
  }

  return {
    feed(piece) {
      const text = rest + piece;
      let at = 0;
      while (at < text.length) {
        const mark = text.indexOf('<', at);
        if (mark < 0) break;
        if (mark > at && listener.wantsText()) listener.text(replaceEntities(text.slice(at, mark)));
        at = mark;
        const end = takeMark(text, mark);
        if (end < 0) break;
        at = end;
      }
      rest = text.slice(at);
    },
    end() {
      if (rest.includes('<')) throw new Error('its XML ends within a tag');
    },
  };
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

/** After the ">" that is in no quotes. */
function endOfTag(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (open !== 0) {
      if (code === open) open = 0;
    } else if (code === quote || code === apostrophe) open = code;
    else if (code === greater) return at + 1;
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const patterns = new Map<string, RegExp>();

/** An attribute without a namespace, its entities replaced; undefined where it is not there. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : replaceEntities(value);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function replaceEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
