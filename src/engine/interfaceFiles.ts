/** What a host serves to the interface: its built files, the types of files and pictures, and what the page may load. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';

export interface InterfaceFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Its name carries a hash of its content, so it never changes. */
  readonly isImmutable: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** The type of a picture that the engine named. */
export function pictureType(file: string): string {
  return contentTypes[extname(file)] ?? 'application/octet-stream';
}

/**
 * What every page of the interface may load: the directives of its Content-Security-Policy, named in camel case.
 * @param imageSources further sources of images beside the page's own origin, for example `thumb:`
 */
export function pagePolicy(imageSources: readonly string[] = []) {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", ...imageSources],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  };
}

/** The same as the header's value. */
export function contentSecurityPolicy(imageSources: readonly string[] = []): string {
  return Object.entries(pagePolicy(imageSources))
    .map(([name, sources]) => {
      const directive = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [directive, ...sources].join(' ');
    })
    .join('; ');
}

/**
 * Reads what an address of the interface means; an address without a file ending is a place in the app and means index.html.
 * @param folder the built interface (`out/renderer`)
 * @param address the decoded path of the address, `/…`
 * @returns null where there is no such file, or it does not lie in the folder
 */
export async function readInterfaceFile(folder: string, address: string): Promise<InterfaceFile | null> {
  const name = extname(address) === '' ? 'index.html' : address;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, name));
    const inside = relative(root, file);
    if (inside === '' || inside.split(sep)[0] === '..' || isAbsolute(inside)) return null;
    const contentType = contentTypes[extname(file).toLowerCase()];
    if (contentType === undefined) return null;
    return {
      body: new Uint8Array(await readFile(file)),
      contentType,
      isImmutable: inside.startsWith(`assets${sep}`),
    };
  } catch {
    // Whatever stands in the way (absent, a folder, a name with a NUL): there is no such file to serve.
    return null;
  }
}
