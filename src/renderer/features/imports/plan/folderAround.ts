/**
 * The folder that a folder lies in: tables about images often lie there. Null at the top of a disk, and where this host may
 * not look.
 * @param roots folders below which it may; none: everywhere
 */
export function folderAround(folder: string, roots: readonly string[]): string | null {
  const separator = folder.includes('\\') ? '\\' : '/';
  const at = folder.lastIndexOf(separator);
  const around = folder.slice(0, at);
  if (at <= 0 || around.endsWith(':')) return null;
  const isAllowed = roots.length === 0 || roots.some((root) => isWithin(root, around, separator));
  return isAllowed ? around : null;
}

function isWithin(root: string, path: string, separator: string): boolean {
  return path === root || path.startsWith(root.endsWith(separator) ? root : `${root}${separator}`);
}
