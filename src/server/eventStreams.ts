/** GET /api/events: what happens in the engine, as server-sent events, to every page that listens. */
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { EngineEvent } from '../contract/contract.ts';
import { engineEvents } from '../contract/contract.ts';
import type { Engine } from '../engine/engine.ts';

export interface EventStreams {
  open(context: Context): Response;
  close(): void;
}

/** Proxies and sleeping machines drop silent connections; a comment keeps them and shows the page that we live. */
const heartbeatMs = 15_000;
/** A page that does not read (a suspended tab) is cut off here; its browser connects again when it wakes. */
const unreadLimit = 2_000;
const reconnectMs = 1_000;

interface Page {
  readonly stream: SSEStreamingApi;
  readonly end: () => void;
  unread: number;
}

export function openEventStreams(engine: Engine): EventStreams {
  const pages = new Set<Page>();

  function sendEach(write: (stream: SSEStreamingApi) => Promise<unknown>): void {
    for (const page of pages) {
      if (page.unread > unreadLimit) {
        // What waits for it is dropped.
        page.stream.abort();
        continue;
      }
      page.unread += 1;
      void write(page.stream).then(() => {
        page.unread -= 1;
      });
    }
  }

  const unsubscribe = (Object.keys(engineEvents) as EngineEvent[]).map((name) =>
    engine.on(name, (value) => {
      const data = JSON.stringify(value);
      sendEach((stream) => stream.writeSSE({ event: name, data }));
    }),
  );
  const heartbeat = setInterval(() => sendEach((stream) => stream.write(': alive\n\n')), heartbeatMs);
  heartbeat.unref();

  return {
    open(context) {
      const response = streamSSE(context, async (stream) => {
        const ended = Promise.withResolvers<void>();
        const page: Page = { stream, end: ended.resolve, unread: 0 };
        pages.add(page);
        stream.onAbort(ended.resolve);
        await stream.write(`retry: ${reconnectMs}\n\n`);
        // The stream is closed when this returns.
        await ended.promise;
        pages.delete(page);
      });
      response.headers.set('Cache-Control', 'no-store');
      return response;
    },
    close() {
      clearInterval(heartbeat);
      for (const stop of unsubscribe) stop();
      for (const page of pages) page.end();
    },
  };
}
