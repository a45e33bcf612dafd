/** Decisions of catalogs, as tests of renamed products make and look at them. */
import { expect } from 'vitest';
import type { DecisionState } from '../../../src/contract/lists.ts';
import type { Engine } from '../../../src/engine/engine.ts';

export const decide = (engine: Engine, id: string, lookAlikeId: string, state: DecisionState) =>
  engine.call('lists.decide', { id, lookAlikeId, state });

export async function decided(engine: Engine, id: string): Promise<string> {
  const { decisions } = await engine.call('lists.get', { id });
  return decisions.map((one) => `${one.id} ${one.state}`).join(', ');
}

export async function expectDecided(
  lists: Readonly<Record<string, string>>,
  ...engines: Engine[]
): Promise<void> {
  for (const engine of engines)
    await expect
      .poll(async () => Promise.all(Object.keys(lists).map((id) => decided(engine, id))))
      .toEqual(Object.values(lists));
}
