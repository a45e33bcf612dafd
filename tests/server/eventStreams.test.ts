/** Server-sent events over a real connection: to pages that read, and to those that do not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import { createEventHub, type EventHub } from '../../src/engine/eventHub.ts';
import { type RunningServer, startServer } from '../../src/server/startServer.ts';
import { listenToEvents } from '../contract/serverEvents.ts';
import { resourcesFolder } from '../contract/smallCatalog.ts';
import { signIn } from '../contract/transports.ts';

const eventsSent = 4_000;
const filler = 'x'.repeat(10_000);
let folder: string;
let hub: EventHub;
let server: RunningServer;
let cookie: string;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-events-'));
  hub = createEventHub();
  const engine = await createEngine({ dataFolder: folder, resourcesFolder });
  server = await startServer({
    engine: { ...engine, on: hub.on },
    port: 0,
    roots: [],
    rendererFolder: folder,
  });
  cookie = await signIn(server.url);
  close = () => engine.close();
});
afterAll(async () => {
  await server?.close();
  await close?.();
  rmSync(folder, { recursive: true, force: true });
});

/** Connects as a page does and reads nothing until it is resumed. */
function openSilently(): Promise<Socket> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
  return new Promise((resolve) => {
    socket.once('data', () => {
      socket.pause();
      resolve(socket);
    });
  });
}

it('brings an event to a page, with its name and value', async () => {
  const url = `${new URL(server.url).origin}/api/events`;
  const { value } = await listenToEvents(url, cookie, 'products.changed', () => true);
  hub.emit('products.changed', { products: 7 });
  expect(await value).toEqual({ products: 7 });
});

it('cuts off a page that does not read, and keeps nothing for it', async () => {
  const socket = await openSilently();
  for (let sent = 0; sent < eventsSent; sent += 1) {
    hub.emit('lists.changed', { ids: [filler, String(sent)] });
    if (sent % 50 === 0) await nextTurn();
  }
  let received = 0;
  socket.on('data', (bytes) => {
    received += bytes.length;
  });
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.resume();
  socket.end();
  await ended;
  expect(received).toBeLessThan(eventsSent * filler.length);
});
