import type { EventName, EventValue, Input, Method, Output } from '../../contract/contract.ts';
import { Failure, type Result } from '../../contract/failure.ts';
import { type Transport, unwrap } from './transport.ts';

/** What the preload script puts on the window: one function per method, never an Electron object. */
export interface Bridge {
  readonly call: { readonly [M in Method]: (input: Input<M>) => Promise<Result<Output<M>>> };
  on<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void;
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly twinset?: Bridge;
  }
}

export function createElectronTransport(bridge: Bridge): Transport {
  return {
    kind: 'electron',
    async call<M extends Method>(name: M, input: Input<M>): Promise<Output<M>> {
      const send: (input: Input<M>) => Promise<Result<Output<M>>> = bridge.call[name];
      if (typeof send !== 'function') throw new Failure('internal', `The window does not offer ${name}.`);
      return unwrap(await send(input));
    },
    on: (name, listener) => bridge.on(name, listener),
    onReconnect: () => () => undefined,
    imageUrl: (imageId, size) => `thumb://${size}/${imageId}`,
    pathForFile: (file) => bridge.pathForFile(file) || null,
  };
}
