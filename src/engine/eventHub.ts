/** Who listens to what happens in the engine. */
import type { EngineEvent, EventValue } from '../contract/contract.ts';

type Listener<E extends EngineEvent> = (value: EventValue<E>) => void;

export interface EventHub {
  on<E extends EngineEvent>(name: E, listener: Listener<E>): () => void;
  emit<E extends EngineEvent>(name: E, value: EventValue<E>): void;
}

export function createEventHub(): EventHub {
  const listeners = new Map<EngineEvent, Set<(value: never) => void>>();
  return {
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known);
      known.add(listener);
      return () => known.delete(listener);
    },
    emit(name, value) {
      for (const listener of listeners.get(name) ?? []) (listener as (value: unknown) => void)(value);
    },
  };
}
