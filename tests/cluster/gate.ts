/** What shops put before a cluster: it may speak TLS, asks who one is, turns requests away, and sees every one. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as requestOver, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { text as textOf } from 'node:stream/consumers';

export interface GateRequest {
  readonly method: string;
  /** With what is asked for behind it. */
  readonly path: string;
  readonly body: string;
  /** As Basic authentication says it; null where nothing is said. */
  readonly login: string | null;
}

export interface GateAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Gate {
  /** The same catalog, through the gate. */
  readonly address: string;
  /** What becomes of each request from now on; null: it goes on to the cluster. */
  answer: (request: GateRequest) => GateAnswer | null;
  close(): Promise<void>;
}

/** @param address of a catalog; the gate leads to the first of its nodes */
export async function openGate(address: string, tls: ServerOptions | null = null): Promise<Gate> {
  const name = address.slice(address.lastIndexOf('/') + 1);
  const [host = '', port = ''] = (address.split('/')[2]?.split(',')[0] ?? '').split(':');

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const { method = 'GET', url: path = '/', headers } = request;
    const answer = gate.answer({ method, path, body, login: loginOf(headers.authorization) });
    if (answer !== null) {
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
      return;
    }
    const { authorization: _known, ...others } = headers;
    const further = requestOver({ host, port, method, path, headers: others }, (found) => {
      response.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(response);
    });
    further.on('error', () => response.destroy());
    further.end(body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // Who asks may be gone meanwhile.
    serve(request, response).catch(() => response.destroy());
  };
  const server = tls === null ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('There is no port.');
  const scheme = tls === null ? 'http' : 'https';
  const gate: Gate = {
    address: `${scheme}://127.0.0.1:${bound.port}/${name}`,
    answer: () => null,
    async close() {
      const ended = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await ended;
    },
  };
  return gate;
}

function loginOf(authorization: string | undefined): string | null {
  const [, words] = /^Basic (.*)$/.exec(authorization ?? '') ?? [];
  return words === undefined ? null : Buffer.from(words, 'base64').toString();
}
