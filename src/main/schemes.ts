/** app:// serves the interface, thumb:// serves pictures by the hash of their bytes; no address names a path on disk. */
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { imageIdSchema } from '../contract/products.ts';
import type { Engine } from '../engine/engine.ts';
import { contentSecurityPolicy, pictureType, readInterfaceFile } from '../engine/interfaceFiles.ts';

const interfaceOrigin = 'app://twinset';
export const interfaceAddress = `${interfaceOrigin}/index.html`;

/** Once, before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    // The page may read the pixels of a picture, to copy it.
    { scheme: 'thumb', privileges: { ...privileges, corsEnabled: true } },
  ]);
}

export function serveSchemes(engine: Engine, rendererFolder: string): void {
  protocol.handle('app', (request) => answerPage(new URL(request.url), rendererFolder));
  protocol.handle('thumb', (request) => answerPicture(new URL(request.url), engine));
}

async function answerPage(url: URL, rendererFolder: string): Promise<Response> {
  const file =
    url.host === 'twinset' ? await readInterfaceFile(rendererFolder, decodeURIComponent(url.pathname)) : null;
  // Without the page itself there is nothing to see: the window's loading fails, and says so. An answer would be shown.
  if (file === null && url.href.startsWith(interfaceAddress)) return Response.error();
  if (file === null) return new Response('There is no such page.', { status: 404 });
  return new Response(file.body, {
    headers: {
      'Content-Type': file.contentType,
      'Content-Security-Policy': contentSecurityPolicy(['thumb:']),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    },
  });
}

/** thumb://thumbnail/ID and thumb://preview/ID. */
async function answerPicture(url: URL, engine: Engine): Promise<Response> {
  const imageId = imageIdSchema.safeParse(url.pathname.slice(1));
  const isKnownSize = url.host === 'thumbnail' || url.host === 'preview';
  if (!imageId.success || !isKnownSize) return new Response(null, { status: 404 });
  try {
    const file = await engine.imageFile(imageId.data, url.host === 'preview' ? 'preview' : 'thumbnail');
    if (file === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'Content-Type': pictureType(file),
        'Cache-Control': 'private, max-age=31536000, immutable',
        'Access-Control-Allow-Origin': interfaceOrigin,
      },
    });
  } catch {
    // No catalog, or a picture that cannot be drawn: the page shows its placeholder.
    return new Response(null, { status: 404 });
  }
}
