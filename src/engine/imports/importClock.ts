/** Time an import spent working, pauses left out. */
import { performance } from 'node:perf_hooks';

import type { ImportClock } from '../../core/imports/ports.ts';

/** Long enough to be steady, short enough to follow a change from thumbnails to large photos. */
const windowSeconds = 10;

export function createImportClock(): ImportClock {
  let workedMs = 0;
  let startedAtMs: number | null = null;
  let hasBegun = false;
  let isHeld = false;
  const samples: { seconds: number; settled: number }[] = [];

  function seconds(): number {
    const runningMs = startedAtMs === null ? 0 : performance.now() - startedAtMs;
    return (workedMs + runningMs) / 1000;
  }

  function rate(settled: number): number {
    const now = seconds();
    samples.push({ seconds: now, settled });
    while (samples.length > 2 && now - (samples[0]?.seconds ?? now) > windowSeconds) samples.shift();
    const first = samples[0];
    if (first === undefined || now - first.seconds < 0.5) return now > 0 ? settled / now : 0;
    return (settled - first.settled) / (now - first.seconds);
  }

  return {
    start() {
      hasBegun = true;
      if (!isHeld) startedAtMs ??= performance.now();
    },
    hold() {
      isHeld = true;
      workedMs = seconds() * 1000;
      startedAtMs = null;
    },
    goOn() {
      isHeld = false;
      if (hasBegun) startedAtMs ??= performance.now();
    },
    seconds,
    rate,
    secondsLeft(settled, total) {
      const perSecond = seconds() > 0 ? settled / seconds() : 0;
      return perSecond > 0 ? Math.max(0, total - settled) / perSecond : null;
    },
  };
}
