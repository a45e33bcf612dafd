/** Takes the image references of a cell apart: shops write several into one, each in its own way. */
import { isUrl, namesImage } from './referencePath.ts';

/** What stands between references, the surest first; a comma, a semicolon and a blank may also be part of a name. */
const separators = [/\s*[|\n\r]+\s*/, /\s*;\s*/, /\s*,\s*/, /\s+/] as const;

/**
 * @param isFile true for references that a file is known to answer, where files are known
 * @returns the references of a cell, one at least unless it is empty; a cell is cut only where every part is one
 */
export function splitReferences(
  cell: string,
  isFile: (reference: string) => boolean = () => false,
): string[] {
  const text = cell.trim();
  if (text === '') return [];
  // Of a path only the end is compared, so that a list of paths would pass for its last one.
  if (!text.includes('/') && isFile(text)) return [text];
  const list = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  for (const separator of separators) {
    const parts = list
      .split(separator)
      .map(plainReference)
      .filter((part) => part !== '');
    const areReferences = parts.every((part) => namesImage(part) || isUrl(part) || isFile(part));
    if (parts.length > 1 && areReferences) return parts.flatMap((part) => splitReferences(part, isFile));
  }
  return [plainReference(list)];
}

/** Without the quotes of a list and without the words that some exports write after the address ("… ! alt : Boot"). */
function plainReference(part: string): string {
  return part
    .replace(/\s+!\s.*$/s, '')
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}
