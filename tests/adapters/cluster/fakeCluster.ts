/** A server that answers as a cluster does that has some trouble. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface FakeAnswer {
  readonly status?: number;
  readonly body: unknown;
}

export interface FakeCluster {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `POST /index/_search` of every request, in order. */
  readonly asked: readonly string[];
  /** What the requests said of who asks. */
  readonly authorizations: readonly (string | undefined)[];
  close(): Promise<void>;
}

export const openSearch = { version: { number: '2.19.1', distribution: 'opensearch' } };

/** @param answer by method and path; null breaks the connection */
export async function startFakeCluster(answer: (request: string) => FakeAnswer | null): Promise<FakeCluster> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0];
    asked.push(`${request.method} ${path}`);
    authorizations.push(request.headers.authorization);
    request.resume();
    const given = answer(`${request.method} ${path}`);
    if (given === null) {
      request.socket.destroy();
      return;
    }
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(given.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    host: `127.0.0.1:${address.port}`,
    asked,
    authorizations,
    async close() {
      const ended = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await ended;
    },
  };
}

export function refusal(status: number, type: string, reason: string): FakeAnswer {
  return { status, body: { error: { root_cause: [{ type, reason }], type, reason }, status } };
}
