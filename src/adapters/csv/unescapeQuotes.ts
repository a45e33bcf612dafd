/** Writes the quotes of a text that escapes them with a backslash as CSV has them: \" becomes "" within a quoted cell. */
export async function* unescapeQuotes(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<string> {
  let isQuoted = false;
  let isCellStart = true;
  let isEscaped = false;
  for await (const part of text) {
    let out = '';
    for (const character of part) {
      if (isEscaped) {
        isEscaped = false;
        out += character === '"' ? '""' : character === '\\' ? '\\' : `\\${character}`;
        continue;
      }
      if (isQuoted && character === '\\') {
        isEscaped = true;
        continue;
      }
      if (character === '"' && (isQuoted || isCellStart)) isQuoted = !isQuoted;
      isCellStart =
        !isQuoted &&
        (character === delimiter ||
          character === '\n' ||
          character === '\r' ||
          (isCellStart && character === ' '));
      out += character;
    }
    yield out;
  }
  if (isEscaped) yield '\\';
}
