/** The one way from the interface to the engine. */
import type { Client } from '../../contract/contract.ts';
import { createElectronTransport } from './electronTransport.ts';
import { createHttpTransport } from './httpTransport.ts';
import type { Transport } from './transport.ts';

export const transport: Transport =
  window.twinset === undefined ? createHttpTransport() : createElectronTransport(window.twinset);

export const client: Client = {
  call: (name, input) => transport.call(name, input),
  on: (name, listener) => transport.on(name, listener),
};

/** Address of an image: `thumbnail` for grids, `preview` for a large view. */
export function imageUrl(imageId: string, size: 'thumbnail' | 'preview'): string {
  return transport.imageUrl(imageId, size);
}
