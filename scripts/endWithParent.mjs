/** Loaded into tools that know nothing of the channel to `runChild.mjs`: they end when it breaks, and tell no child of theirs to. */
if (process.channel !== undefined) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // Listening alone is no reason to stay.
  process.channel.unref();
}
const at = process.execArgv.findIndex((word) => word.endsWith('endWithParent.mjs'));
if (at > 0) process.execArgv.splice(at - 1, 2);
