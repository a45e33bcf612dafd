/**
 * Entry of the vision worker process: plain Node, forked and owned by `createVisionWorker` (or, in the mode `draw`,
 * by `drawSample`). It never outlives its owner: when the channel closes, it ends at once.
 */

// By signal: `process.exit` would wait for a native decode that may never come back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function send(message: object): void {
  // A channel that closes meanwhile is no error: its `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

// Imported by mode: the two allow different image formats to be loaded.
if (process.argv[2] === 'draw') {
  const { serveSampleDrawing } = await import('./sampleDrawing.ts');
  serveSampleDrawing(send);
} else {
  const { serveVision } = await import('./serveVision.ts');
  serveVision(send);
}
