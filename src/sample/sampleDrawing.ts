/** The process side of `drawSample`: renders the drawings that are missing, one per core at a time. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAside } from '../adapters/files/writeAside.ts';
import { countDecodes } from '../adapters/pictures/countDecodes.ts';
import { renderSvg } from '../adapters/pictures/renderSvg.ts';
import { asFailure } from '../contract/failure.ts';
import type { FromDrawing, ToDrawing } from './sampleMessages.ts';
import { type SampleProduct, sampleProducts } from './sampleProducts.ts';

const progressEvery = 5;

async function drawOne(product: SampleProduct, folder: string): Promise<void> {
  const { svg } = product.photograph();
  // Photos come in all qualities.
  const quality = 82 + (Number(product.id) % 12);
  const bytes = await renderSvg(svg, quality);
  await writeAside(join(folder, `${product.id}.jpg`), bytes, { isCache: true, isOnlyWriter: true });
}

async function drawMissing(
  { folder, count, seed }: ToDrawing,
  onDrawn: (drawn: number) => void,
): Promise<void> {
  const present = new Set(await readdir(folder));
  const missing = sampleProducts(count, seed).filter(({ id }) => !present.has(`${id}.jpg`));
  let drawn = count - missing.length;
  const drawNext = async (): Promise<void> => {
    for (let product = missing.shift(); product !== undefined; product = missing.shift()) {
      await drawOne(product, folder);
      drawn += 1;
      if (drawn % progressEvery === 0 || drawn === count) onDrawn(drawn);
    }
  };
  await Promise.all(Array.from({ length: countDecodes() }, drawNext));
}

/** Waits for the order and answers with `send`. */
export function serveSampleDrawing(send: (message: FromDrawing) => void): void {
  process.on('message', (message) => {
    drawMissing(message as ToDrawing, (drawn) => send({ type: 'drawn', drawn })).then(
      () => send({ type: 'done' }),
      (thrown: unknown) => send({ type: 'failed', error: asFailure(thrown).toValue() }),
    );
  });
}
