/** How much of the machine others take while something is measured. */
import { availableParallelism, cpus } from 'node:os';

/**
 * Starts to watch.
 * @returns a function that gives the share of all cores' time since then that neither was idle nor went to this process,
 *   0 to 1: other programs, and on a virtual machine its neighbours
 */
export function watchOthers(): () => number {
  const cores = cpus().length;
  const start = { idleMs: idleMs(), own: process.cpuUsage(), at: performance.now() };
  return () => {
    // In a container the numbers are those of the host: they say nothing about the cores that are ours.
    if (cores !== availableParallelism()) return 0;
    const allMs = (performance.now() - start.at) * cores;
    const { user, system } = process.cpuUsage(start.own);
    const ownMs = (user + system) / 1000;
    return Math.max(0, 1 - (idleMs() - start.idleMs + ownMs) / allMs);
  };
}

function idleMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}
