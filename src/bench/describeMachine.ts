import type { BenchReport } from './benchOrder.ts';
import type { BenchPlace } from './benchPlace.ts';

/** The machine that is measured, and what runs on it. */
export function describeMachine(place: BenchPlace): Promise<BenchReport['machine']> {
  return place.withEngine(async (engine) => {
    const { machine, versions } = await engine.call('settings.diagnostics', {});
    return { ...machine, versions };
  });
}
