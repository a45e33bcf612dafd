/** `--smoke`: proves on any machine that window, engine, network and pictures work, prints one line and ends. */
import type { BrowserWindow } from 'electron';
import { app } from 'electron';
import { asFailure, Failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine.ts';

const limitMs = 120_000;
const sampleCount = 4;

export async function runSmoke(window: BrowserWindow, engine: Engine): Promise<void> {
  const timer = setTimeout(
    () => finish(1, { ok: false, error: `No end after ${limitMs / 1000} s.` }),
    limitMs,
  );
  try {
    await whenShown(window);
    const imageId = await importSample(engine);
    const width = await thumbnailWidth(window, imageId);
    const { backends, runtime } = await engine.call('settings.diagnostics', {});
    if (width === 0) throw new Failure('internal', 'The window did not show a thumbnail.');
    finish(0, { ok: true, version: app.getVersion(), backends, runtime, thumbnailWidth: width });
  } catch (thrown) {
    finish(1, { ok: false, error: asFailure(thrown).message });
  } finally {
    clearTimeout(timer);
  }
}

function whenShown(window: BrowserWindow): Promise<void> {
  return new Promise((resolve, reject) => {
    window.webContents.once('did-finish-load', () => resolve());
    window.webContents.once('did-fail-load', (_event, code, reason) =>
      reject(new Failure('internal', `The window did not load: ${reason} (${code}).`)),
    );
  });
}

/** Imports a few drawn products and returns the picture of the first one. */
async function importSample(engine: Engine): Promise<string> {
  const sample = await engine.call('catalogs.openSample', { count: sampleCount });
  const { jobId } = await engine.call('imports.start', {
    folder: sample.imageFolder,
    metadata: sample.metadata,
  });
  await engine.call('jobs.wait', { id: jobId });
  const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 1 });
  const imageId = products[0]?.imageId;
  if (imageId === undefined || imageId === null) {
    throw new Failure('internal', 'The sample catalog has no usable picture.');
  }
  return imageId;
}

/** Loads the thumbnail in the page itself, through its policy and the thumb:// scheme; 0 when it does not load. */
async function thumbnailWidth(window: BrowserWindow, imageId: string): Promise<number> {
  const script = `new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image.naturalWidth);
    image.onerror = () => resolve(0);
    image.src = 'thumb://thumbnail/${imageId}';
  })`;
  return Number(await window.webContents.executeJavaScript(script));
}

function finish(status: number, result: object): void {
  process.stdout.write(`${JSON.stringify({ smoke: result })}\n`);
  // The ordinary way out closes the engine; only the status is set here.
  process.exitCode = status;
  app.quit();
}
