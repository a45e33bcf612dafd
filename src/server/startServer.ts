/** The browser host: the interface for a browser on this machine, and nobody else. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Failure } from '../contract/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { createApp } from './createApp.ts';
import { openEventStreams } from './eventStreams.ts';

export interface ServerOptions {
  readonly engine: Engine;
  /** 0 takes any free port. */
  readonly port: number;
  /** Folders below which paths may lie, and the picker lists; the first one is where it begins. */
  readonly roots: readonly string[];
  /** The built interface. */
  readonly rendererFolder: string;
}

export interface RunningServer {
  /** The address to open, with the token. */
  readonly url: string;
  close(): Promise<void>;
}

/** Loopback by number: a name could be made to mean another interface. */
const loopback = '127.0.0.1';

/** Starts listening on loopback. @throws Failure `already-running` when the port is taken */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const token = randomBytes(32).toString('base64url');
  const streams = openEventStreams(options.engine);
  let port = options.port;
  const app = createApp({ ...options, streams, token, port: () => port });
  // Without a TLS option the adaptor makes a plain node:http server.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: loopback }) as Server;
  port = await listen(server, options.port);

  return {
    url: `http://${loopback}:${port}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        streams.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new Failure(
              'already-running',
              `Port ${port} is in use by another program. Choose another with --port.`,
            )
          : new Failure('internal', `The browser host cannot listen on port ${port}: ${error.message}.`),
      );
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
