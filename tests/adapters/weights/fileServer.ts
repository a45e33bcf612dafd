import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server treats one request; the last one given stays. */
export type Behaviour =
  | { readonly kind: 'serve' }
  /** Ends the connection after so many bytes of this answer. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends so many bytes and then nothing more. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'ignoreRange' }
  | { readonly kind: 'status'; readonly status: number };

export interface FileServer {
  readonly url: string;
  /** The Range header of every request so far. */
  readonly ranges: readonly (string | undefined)[];
  close(): Promise<void>;
}

/** A real web server on this machine that serves some bytes, misbehaving as told, request by request. */
export async function startFileServer(
  bytes: Uint8Array,
  behaviours: readonly Behaviour[],
): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const behaviour = behaviours[Math.min(ranges.length, behaviours.length - 1)] ?? { kind: 'serve' };
    ranges.push(request.headers.range);
    if (behaviour.kind === 'status') {
      response.writeHead(behaviour.status).end();
      return;
    }
    const asked = behaviour.kind === 'ignoreRange' ? undefined : request.headers.range;
    const start = Number(/^bytes=(\d+)-$/.exec(asked ?? '')?.[1] ?? 0);
    const rest = bytes.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    if (behaviour.kind === 'cut')
      response.write(rest.subarray(0, behaviour.afterBytes), () => response.destroy());
    else if (behaviour.kind === 'stall') response.write(rest.subarray(0, behaviour.afterBytes));
    else response.end(rest);
  }
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights.h5`,
    ranges,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
