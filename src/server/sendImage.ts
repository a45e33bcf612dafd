/** GET /thumb/ID and /preview/ID: an image by the hash of its bytes, so it never changes. */
import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';
import { asFailure } from '../contract/failure.ts';
import { imageIdSchema } from '../contract/products.ts';
import type { Engine, ImageSize } from '../engine/engine.ts';
import { pictureType } from '../engine/interfaceFiles.ts';

export async function sendImage(context: Context, engine: Engine, size: ImageSize): Promise<Response> {
  const imageId = imageIdSchema.safeParse(context.req.param('imageId'));
  if (!imageId.success) return context.text('There is no such image.\n', 404);
  try {
    const file = await engine.imageFile(imageId.data, size);
    if (file === null) return context.text('There is no such image.\n', 404);
    const body = new Uint8Array(await readFile(file));
    context.header('Content-Type', pictureType(file));
    context.header('Cache-Control', 'private, max-age=31536000, immutable');
    return context.body(body);
  } catch (thrown) {
    // No catalog, or a picture that cannot be drawn: the page shows its placeholder.
    return context.text(`${asFailure(thrown).message}\n`, 404);
  }
}
