/** GET /api/events: what happens in the engine, as server-sent events, to every page that listens. */
import type { Context } from 'hono';
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

type Stream = ReadableStreamDefaultController<Uint8Array>;

export function openEventStreams(engine: Engine): EventStreams {
  const streams = new Set<Stream>();
  const encoder = new TextEncoder();

  function send(text: string): void {
    const bytes = encoder.encode(text);
    for (const stream of streams) {
      if ((stream.desiredSize ?? 0) < -unreadLimit) end(stream);
      else stream.enqueue(bytes);
    }
  }

  function end(stream: Stream): void {
    streams.delete(stream);
    stream.close();
  }

  const unsubscribe = (Object.keys(engineEvents) as EngineEvent[]).map((name) =>
    engine.on(name, (value) => send(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`)),
  );
  const heartbeat = setInterval(() => send(': alive\n\n'), heartbeatMs);
  heartbeat.unref();

  return {
    open(context) {
      let own: Stream | null = null;
      const body = new ReadableStream<Uint8Array>({
        start(stream) {
          own = stream;
          streams.add(stream);
          stream.enqueue(encoder.encode(`retry: ${reconnectMs}\n\n`));
        },
        cancel() {
          if (own !== null) streams.delete(own);
        },
      });
      context.header('Content-Type', 'text/event-stream; charset=utf-8');
      context.header('Cache-Control', 'no-store');
      return context.body(body);
    },
    close() {
      clearInterval(heartbeat);
      for (const stop of unsubscribe) stop();
      for (const stream of [...streams]) end(stream);
    },
  };
}
