/** The routes of the browser host, every one behind the guard. */
import { Hono } from 'hono';
import type { Engine } from '../engine/engine.ts';
import { readInterfaceFile } from '../engine/interfaceFiles.ts';
import { answerCall } from './answerCall.ts';
import { downloadExport } from './downloadExport.ts';
import type { EventStreams } from './eventStreams.ts';
import { createGuard } from './guard.ts';
import { createHostCalls } from './hostCalls.ts';
import { limitBody } from './limitBody.ts';
import { createPathPolicy } from './pathPolicy.ts';
import { addSecurityHeaders, keepNothing } from './securityHeaders.ts';
import { sendImage } from './sendImage.ts';

export interface AppOptions {
  readonly engine: Engine;
  readonly roots: readonly string[];
  readonly rendererFolder: string;
  readonly streams: EventStreams;
  readonly token: string;
  /** Known once the server listens. */
  readonly port: () => number;
}

export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  const policy = createPathPolicy(options.roots);
  const calls = { engine: options.engine, policy, host: createHostCalls(policy) };

  app.onError((error, context) => {
    // The reason stays on this side; a browser learns only that something failed.
    process.stderr.write(`twinset server: ${error.stack ?? error.message}\n`);
    return context.text('Twinset could not answer. See its output where it was started.\n', 500);
  });
  app.use(addSecurityHeaders, keepNothing);
  app.use(createGuard(options.token, options.port));

  app.post('/api/:method', limitBody, (context) => answerCall(context, calls));
  app.get('/api/events', (context) => options.streams.open(context));
  app.all('/api/*', (context) =>
    context.text('Calls are POST requests with a JSON body.\n', 405, { allow: 'POST' }),
  );
  app.get('/thumb/:imageId', (context) => sendImage(context, options.engine, 'thumbnail'));
  app.get('/preview/:imageId', (context) => sendImage(context, options.engine, 'preview'));
  app.get('/exports/:name', (context) => downloadExport(context, options.engine));
  app.get('*', async (context) => {
    const file = await readInterfaceFile(options.rendererFolder, decodePath(context.req.path));
    if (file === null) return context.text(missing(context.req.path), 404);
    context.header('Content-Type', file.contentType);
    context.header('Cache-Control', file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache');
    return context.body(file.body);
  });
  app.all('*', (context) => context.text('Not here.\n', 405, { allow: 'GET' }));
  return app;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function missing(path: string): string {
  return path === '/' ? 'The interface is not built yet: run npm run build.\n' : 'There is no such page.\n';
}
