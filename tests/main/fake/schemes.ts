import type { Protocol } from 'electron';
import { record, requireNotReady, requireReady } from './records.ts';

type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => {
    requireNotReady('protocol.registerSchemesAsPrivileged');
    record('registerSchemesAsPrivileged', schemes);
  },
  handle: (scheme: string, handler: SchemeHandler) => {
    requireReady('protocol.handle');
    handlers.set(scheme, handler);
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

export async function fetchScheme(address: string): Promise<Response> {
  const handler = handlers.get(new URL(address).protocol.slice(0, -1));
  return (await handler?.(new Request(address))) ?? new Response(null, { status: 501 });
}
