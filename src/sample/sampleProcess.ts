/** Entry of the process that draws the sample catalog: plain Node, forked and owned by `drawSample`, never outlives it. */
import { serveSampleDrawing } from './sampleDrawing.ts';

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

serveSampleDrawing((message) => {
  // A channel that closes meanwhile is no error: its `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
});
