/** An engine that is still being started: what is asked of it meanwhile waits for it. */
import type { EngineEvent, EngineMethod, EventValue, Input, Output } from '../../contract/contract.ts';
import type { Engine, ImageSize } from '../engine.ts';

/** @param started where it rejects, every call rejects with the same; whoever started the engine tells the person */
export function engineToCome(started: Promise<Engine>): Engine {
  // Each call reports the failure; nobody may be asking yet.
  started.catch(() => undefined);
  return {
    async call<M extends EngineMethod>(name: M, input: Input<M>): Promise<Output<M>> {
      return (await started).call(name, input);
    },
    on<E extends EngineEvent>(name: E, listener: (value: EventValue<E>) => void): () => void {
      let end: (() => void) | null = null;
      let isWanted = true;
      started.then(
        (engine) => {
          if (isWanted) end = engine.on(name, listener);
        },
        () => undefined,
      );
      return () => {
        isWanted = false;
        end?.();
      };
    },
    async imageFile(imageId: string, size: ImageSize): Promise<string | null> {
      return (await started).imageFile(imageId, size);
    },
    async close() {
      const engine = await started.catch(() => null);
      await engine?.close();
    },
  };
}
