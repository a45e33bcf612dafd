/** The browser host: what it serves to its own page, and what it refuses to everybody else. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { RunningServer } from '../../src/server/startServer.ts';
import { startServer } from '../../src/server/startServer.ts';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog, resourcesFolder } from '../contract/smallCatalog.ts';
import { signIn } from '../contract/transports.ts';

let small: SmallCatalog;
let engine: Engine;
let server: RunningServer;
let origin: string;
let port: number;
let cookie: string;
let outside: string;

beforeAll(async () => {
  small = await makeSmallCatalog();
  outside = join(small.folder, 'outside');
  const inside = join(small.folder, 'inside');
  const renderer = join(small.folder, 'renderer');
  for (const folder of [outside, join(inside, 'shirts'), join(renderer, 'assets')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(outside, 'secret.csv'), 'id\n1\n');
  writeFileSync(join(inside, 'styles.csv'), 'id\n1\n');
  writeFileSync(join(inside, 'notes.doc'), 'x');
  symlinkSync(outside, join(inside, 'way-out'));
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Twinset</title>');
  writeFileSync(join(renderer, 'assets', 'main-abc.js'), 'export {};');
  writeFileSync(join(small.folder, 'beside.html'), 'not part of the interface');
  engine = await createEngine({ dataFolder: small.dataFolder, resourcesFolder });
  server = await startServer({ engine, port: 0, roots: [inside, small.catalog], rendererFolder: renderer });
  await engine.call('catalogs.open', { folder: small.catalog });
  origin = new URL(server.url).origin;
  port = Number(new URL(server.url).port);
  cookie = await signIn(server.url);
});

afterAll(async () => {
  await server?.close();
  await engine?.close();
  small?.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly these headers and this path: fetch would tidy both. */
function send(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function post(method: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const own = { cookie, 'content-type': 'application/json', ...headers };
  return send(`/api/${method}`, own, 'POST', JSON.stringify(input));
}

describe('who may ask', () => {
  it('refuses every route without the cookie', async () => {
    for (const path of [
      '/',
      '/assets/main-abc.js',
      '/api/events',
      `/thumb/${'0'.repeat(64)}`,
      '/exports/a.csv',
    ]) {
      expect(await send(path)).toMatchObject({ status: 403 });
    }
    const call = await send('/api/settings.get', { 'content-type': 'application/json' }, 'POST', '{}');
    expect(call.status).toBe(403);
  });

  it('refuses a wrong token and a wrong cookie', async () => {
    const { token } = Object.fromEntries(new URL(server.url).searchParams);
    expect((await send('/?token=wrong')).status).toBe(403);
    expect((await send(`/?token=${token?.slice(0, -1)}`)).status).toBe(403);
    expect((await send('/', { cookie: `twinset_${port}=wrong` })).status).toBe(403);
  });

  it('turns the token into a cookie that scripts and other sites cannot use, and leaves the address without it', async () => {
    const answer = await send(new URL(server.url).pathname + new URL(server.url).search);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/);
    expect(String(answer.headers['set-cookie'])).toMatch(/SameSite=Strict/);
    expect(new URL(server.url).searchParams.get('token')).toHaveLength(43);
  });

  it('never sends a token on to another host', async () => {
    const { search } = new URL(server.url);
    const answer = await send(`//elsewhere.example/${search}`);
    expect(String(answer.headers.location ?? '/')).toMatch(/^\/[^/]*/);
    expect(String(answer.headers.location ?? '/')).not.toMatch(/^\/\//);
  });

  it('refuses a foreign Host even with the cookie', async () => {
    for (const host of [
      'elsewhere.example',
      `elsewhere.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
    ]) {
      expect((await send('/', { cookie, host })).status).toBe(421);
    }
    expect((await send('/', { cookie, host: `localhost:${port}` })).status).toBe(200);
  });

  it('refuses a foreign Origin even with the cookie', async () => {
    for (const foreign of [
      'https://elsewhere.example',
      'null',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
    ]) {
      expect((await post('settings.get', {}, { origin: foreign })).status).toBe(403);
    }
    expect((await post('settings.get', {}, { origin })).status).toBe(200);
  });

  it('refuses what the browser says comes from another site', async () => {
    expect((await post('settings.get', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('listens on loopback alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow('fetch failed');
    }
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow('fetch failed');
  });
});

describe('calls', () => {
  it('answers POST alone', async () => {
    expect((await send('/api/settings.get', { cookie })).status).toBe(405);
    expect((await send('/api/settings.get', { cookie }, 'PUT', '{}')).status).toBe(405);
  });

  it('takes JSON alone', async () => {
    expect((await post('settings.get', {}, { 'content-type': 'text/plain' })).status).toBe(415);
    const broken = await send(
      '/api/settings.get',
      { cookie, 'content-type': 'application/json' },
      'POST',
      '{',
    );
    expect(broken.status).toBe(400);
    expect(JSON.parse(broken.text)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  it('refuses bodies over the limit, also where the length is not told', async () => {
    const body = JSON.stringify({ filler: 'x'.repeat(1_100_000) });
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await send('/api/settings.set', headers, 'POST', body)).status).toBe(413);
    const streamed = await send(
      '/api/settings.set',
      { ...headers, 'transfer-encoding': 'chunked' },
      'POST',
      body,
    );
    expect(streamed.status).toBe(413);
    expect(JSON.parse(streamed.text)).toEqual({
      ok: false,
      error: { code: 'not-allowed', message: 'The body of the call is larger than 1000000 bytes.' },
    });
    const picture = await send('/api/search.addOutsideImage', headers, 'POST', body);
    expect(JSON.parse(picture.text)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  it('has no call by an inherited or unknown name', async () => {
    for (const name of ['toString', '__proto__', 'constructor', 'products.destroy']) {
      const answer = await post(name, {});
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
  });

  it('gives handled failures as values with status 200 and without a stack trace', async () => {
    const answer = await post('products.get', { id: 'nobody' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(answer.text).not.toMatch(/\.ts:\d+/);
  });

  it('answers for the host itself', async () => {
    const info = JSON.parse((await post('host.info', {})).text);
    expect(info).toMatchObject({
      ok: true,
      value: { kind: 'browser', roots: [join(small.folder, 'inside'), small.catalog] },
    });
    expect(JSON.parse((await post('host.chooseFolder', { title: 'x' })).text)).toMatchObject({
      error: { code: 'not-here' },
    });
  });
});

describe('paths', () => {
  async function codeOf(method: string, input: unknown): Promise<string> {
    const { error } = JSON.parse((await post(method, input)).text) as { error?: { code: string } };
    return error?.code ?? 'ok';
  }

  it('refuses paths outside the roots in every call that declares a path', async () => {
    const file = join(outside, 'secret.csv');
    expect(await codeOf('imports.inspect', { folder: outside })).toBe('not-allowed');
    expect(await codeOf('imports.inspect', { folder: join(small.folder, 'inside'), beside: outside })).toBe(
      'not-allowed',
    );
    expect(await codeOf('imports.start', { folder: join(small.folder, 'inside'), metadata: file })).toBe(
      'not-allowed',
    );
    expect(await codeOf('search.addOutsideImage', { name: 'x', file })).toBe('not-allowed');
    expect(await codeOf('models.embed', { files: [file], options: {} })).toBe('not-allowed');
    expect(await codeOf('models.import', { file })).toBe('not-allowed');
    expect(await codeOf('lists.export', { what: { kind: 'all' }, file: join(outside, 'new.csv') })).toBe(
      'not-allowed',
    );
    expect(await codeOf('catalogs.open', { folder: '/' })).toBe('not-allowed');
    expect(await codeOf('host.browse', { path: outside })).toBe('not-allowed');
  });

  it('refuses a weights file outside the roots where a model is named', async () => {
    const input = { folder: join(small.folder, 'inside'), embedding: { model: join(outside, 'x.h5') } };
    expect(await codeOf('imports.start', input)).toBe('not-allowed');
  });

  it('follows neither dots nor symbolic links out of the roots', async () => {
    const inside = join(small.folder, 'inside');
    expect(await codeOf('imports.inspect', { folder: `${inside}/../outside` })).toBe('not-allowed');
    expect(await codeOf('imports.inspect', { folder: `${inside}/way-out` })).toBe('not-allowed');
    expect(
      await codeOf('lists.export', { what: { kind: 'all' }, file: `${inside}/way-out/new/deep.csv` }),
    ).toBe('not-allowed');
    expect(await codeOf('imports.inspect', { folder: `${inside}-other` })).toBe('not-allowed');
    expect(await codeOf('imports.inspect', { folder: 'inside' })).toBe('bad-input');
  });

  it('names the folders that are allowed', async () => {
    const answer = JSON.parse((await post('imports.inspect', { folder: outside })).text);
    expect(answer.error.message).toContain(join(small.folder, 'inside'));
  });

  it('lists folders and the files that Twinset takes, and no way out', async () => {
    const inside = join(small.folder, 'inside');
    const { value } = JSON.parse((await post('host.browse', {})).text);
    expect(value).toEqual({
      path: inside,
      file: null,
      parent: null,
      folders: [{ name: 'shirts', path: join(inside, 'shirts') }],
      files: [{ name: 'styles.csv', path: join(inside, 'styles.csv') }],
    });
    const below = JSON.parse((await post('host.browse', { path: join(inside, 'shirts') })).text);
    expect(below.value.parent).toBe(inside);
    const ofFile = JSON.parse((await post('host.browse', { path: join(inside, 'styles.csv') })).text);
    expect(ofFile.value).toEqual({ ...value, file: join(inside, 'styles.csv') });
  });
});

describe('files', () => {
  it('serves the interface with its policy, for every place in the app', async () => {
    for (const path of ['/', '/index.html', '/some/place']) {
      const answer = await send(path, { cookie });
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
      });
      expect(answer.headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      });
      expect(answer.headers).not.toHaveProperty('strict-transport-security');
    }
    const script = await send('/assets/main-abc.js', { cookie });
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await send('/assets/absent.js', { cookie })).status).toBe(404);
  });

  it('serves nothing beside the interface', async () => {
    for (const path of [
      '/../beside.html',
      '/%2e%2e/beside.html',
      '/..%2fbeside.html',
      '/assets/..%2f..%2fbeside.html',
      '/..%5cbeside.html',
      '/%00.html',
    ]) {
      const answer = await send(path, { cookie });
      expect(answer.text).not.toContain('not part of the interface');
    }
  });

  it('serves thumbnails and previews by id, for ever, and nothing by another name', async () => {
    const { products } = await engine.call('products.list', { view: {}, offset: 0, limit: 1 });
    for (const [route, type] of [
      ['thumb', 'image/jpeg'],
      ['preview', 'image/webp'],
    ]) {
      const answer = await send(`/${route}/${products[0]?.imageId}`, { cookie });
      expect(answer).toMatchObject({ status: 200, headers: { 'content-type': type } });
      expect(answer.headers['cache-control']).toContain('immutable');
      for (const name of ['0'.repeat(64), '..%2f..%2ftwinset.db', 'twinset.db']) {
        const absent = await send(`/${route}/${name}`, { cookie });
        expect(absent).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
      }
    }
  });

  it('offers exports as downloads, and nothing else of the catalog', async () => {
    mkdirSync(join(small.catalog, 'exports'), { recursive: true });
    writeFileSync(join(small.catalog, 'exports', 'lists é.csv'), 'product_id\n');
    symlinkSync(join(outside, 'secret.csv'), join(small.catalog, 'exports', 'link.csv'));
    const answer = await send(`/exports/${encodeURIComponent('lists é.csv')}`, { cookie });
    expect(answer).toMatchObject({ status: 200, text: 'product_id\n' });
    expect(answer.headers['content-disposition']).toBe("attachment; filename*=UTF-8''lists%20%C3%A9.csv");
    for (const name of ['..%2ftwinset.db', '..%2fexports', 'link.csv', 'absent.csv', '.hidden']) {
      expect((await send(`/exports/${name}`, { cookie })).status).toBe(404);
    }
  });
});

describe('its life', () => {
  it('says that a port is taken', async () => {
    const options = { engine, port, roots: [], rendererFolder: small.folder };
    await expect(startServer(options)).rejects.toMatchObject({ code: 'already-running' });
  });

  it('closes although a page listens to events', async () => {
    const second = await startServer({ engine, port: 0, roots: [], rendererFolder: small.folder });
    const own = await signIn(second.url);
    const events = await fetch(`${new URL(second.url).origin}/api/events`, { headers: { cookie: own } });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    expect(events.headers.get('cache-control')).toBe('no-store');
    await second.close();
    await expect(fetch(second.url)).rejects.toThrow('fetch failed');
  });
});
