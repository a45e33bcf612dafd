/**
 * Entry of the vision worker process: plain Node, forked and owned by `createVisionWorker` (or, in the mode `tune`, by
 * `requestTuning`), and of the threads in it that run the network and draw pictures. It never outlives its owner: when the channel closes,
 * it ends at once.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { picturesMode } from './pictureMessages.ts';
import type { VisionConfig } from './visionMessages.ts';

// By signal: `process.exit` would wait for a native decode that may never come back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function send(message: object): void {
  // A channel that closes meanwhile is no error: its `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

// Imported by mode: each needs other native libraries, or other image formats to be loaded.
if (parentPort !== null && process.argv[2] === picturesMode) {
  const { servePictures } = await import('./servePictures.ts');
  servePictures(parentPort);
} else if (parentPort !== null) {
  const { serveNetwork } = await import('./serveNetwork.ts');
  await serveNetwork(workerData as VisionConfig, parentPort);
} else if (process.argv[2] === 'tune') {
  const { serveTuning } = await import('../inference/int8/measureTuning.ts');
  serveTuning(send);
} else {
  const { serveVision } = await import('./serveVision.ts');
  serveVision(send);
}
