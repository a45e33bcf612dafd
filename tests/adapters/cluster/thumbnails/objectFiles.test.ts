/** What an object store answers that is not well, in words: by servers that answer just that. A real store is in tests/cluster/thumbnails.test.ts. */
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openObjectFiles } from '../../../../src/adapters/cluster/thumbnails/objectFiles.ts';
import { findObjectKeys } from '../../../../src/adapters/cluster/thumbnails/objectKeys.ts';
import type { ObjectKeys } from '../../../../src/contract/cluster.ts';
import { parseObjectAddress } from '../../../../src/core/cluster/objectAddress.ts';

const keys: ObjectKeys = { keyId: 'anna', secret: 'never on the way', region: 'eu-north-1' };
const patience = { timeoutMs: 10_000, waitsMs: [1] };
const open: { close(): unknown }[] = [];
const folder = mkdtempSync(join(tmpdir(), 'twinset-keys-'));

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

async function answering(
  status: number,
  body = '',
  headers: Record<string, string> = {},
): Promise<{ readonly address: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    request.resume();
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { address: `http://127.0.0.1:${port}/pictures`, asked };
}

function filesAt(address: string, as: ObjectKeys | null = keys) {
  const files = openObjectFiles({ address, keys: as, roots: [], patience });
  open.push(files);
  return files;
}

const error = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

describe('an object store', () => {
  it('is asked with a signature, and without any where there are no keys; the secret stays here', async () => {
    const { address, asked } = await answering(200, 'x');
    await filesAt(address).read('ab/one.jpg');
    await filesAt(address, null).read('ab/one.jpg');
    expect(asked[0]?.url).toBe('/pictures/ab/one.jpg');
    expect(asked[0]?.headers['authorization']).toMatch(
      /^AWS4-HMAC-SHA256 Credential=anna\/\d{8}\/eu-north-1\/s3\/aws4_request, SignedHeaders=/,
    );
    expect(JSON.stringify(asked)).not.toContain(keys.secret);
    expect(asked[1]?.headers['authorization']).toBeUndefined();
  });

  it.each([
    [403, error('InvalidAccessKeyId'), 'does not know these keys'],
    [403, error('SignatureDoesNotMatch'), 'does not know these keys'],
    [403, error('RequestTimeTooSkewed'), 'The clock of this machine'],
    [404, error('NoSuchBucket'), 'There is no bucket'],
    [400, error('AuthorizationHeaderMalformed'), 'its region'],
    [503, error('SlowDown'), 'too much to do now'],
    [418, 'a page', 'is no object store'],
  ])('that answers %i %s says so', async (status, body, words) => {
    const { address } = await answering(status, body);
    const reading = filesAt(address).read('one.jpg');
    await expect(reading).rejects.toThrow(words);
    await expect(reading).rejects.toMatchObject({ code: 'thumbnails-away' });
    await expect(reading).rejects.not.toThrow(keys.secret);
  });

  it('is not followed elsewhere', async () => {
    const other = await answering(200, 'secrets of a machine');
    const { address } = await answering(302, '', { location: `${other.address}/latest/meta-data` });
    await expect(filesAt(address).read('one.jpg')).rejects.toThrow('sends elsewhere');
    expect(other.asked).toEqual([]);
  });

  it('that refuses what is missing to who may not list has none; who may not write is told', async () => {
    const { address } = await answering(403, error('AccessDenied'));
    expect(await filesAt(address).read('one.jpg')).toBeNull();
    await expect(filesAt(address).write('one.jpg', Buffer.from('x'))).rejects.toThrow('may not write');
    await expect(filesAt(address, null).write('one.jpg', Buffer.from('x'))).rejects.toThrow('asks for keys');
  });

  it('that is busy for a moment is asked again, and one that is not there says so', async () => {
    const { address, asked } = await answering(503);
    await expect(filesAt(address).write('one.jpg', Buffer.from('x'))).rejects.toThrow('(503)');
    expect(asked.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
    await expect(filesAt('http://127.0.0.1:1/pictures').has('one.jpg')).rejects.toThrow('cannot be reached');
  });
});

describe('the address of thumbnails', () => {
  it('is normalised', () => {
    expect(parseObjectAddress(' HTTPS://Store.Example:9000//pictures/shoes/ ')).toBe(
      'https://store.example:9000/pictures/shoes',
    );
    expect(parseObjectAddress('https://pictures.s3.eu-north-1.amazonaws.com')).toBe(
      'https://pictures.s3.eu-north-1.amazonaws.com',
    );
  });

  it.each([
    'ftp://store.example/pictures',
    'https://store.example/pictures?x=1',
    'https://store.example/../pictures',
    'https://store.example/a b',
    'https://store.example/%2e%2e/x',
    'https://:9000/pictures',
    'https://store.example:0/pictures',
    'http://169.254.169.254/latest',
  ])('%s is refused', (text) => {
    expect(() => parseObjectAddress(text)).toThrow('is no address of thumbnails');
  });

  it('holds no keys, and repeats none', () => {
    const given = 'https://anna:secret@store.example/pictures';
    expect(() => parseObjectAddress(given)).toThrow('holds no keys');
    expect(() => parseObjectAddress(given)).not.toThrow('secret');
  });
});

describe('keys', () => {
  it('come from a file before the environment, with a region where one is said', () => {
    const file = join(folder, 'keys');
    writeFileSync(file, 'anna:secret:auto\n', { mode: 0o600 });
    expect(findObjectKeys(file, {})).toEqual({ keyId: 'anna', secret: 'secret', region: 'auto' });
    const both = { TWINSET_OBJECTS_KEY: 'bo', TWINSET_OBJECTS_SECRET: 'other' };
    expect(findObjectKeys(undefined, both)).toEqual({ keyId: 'bo', secret: 'other' });
    expect(findObjectKeys(undefined, {})).toBeNull();
    expect(() => findObjectKeys(undefined, { TWINSET_OBJECTS_KEY: 'bo' })).toThrow(
      'TWINSET_OBJECTS_KEY is set and TWINSET_OBJECTS_SECRET is not',
    );
  });

  it.skipIf(process.platform === 'win32')(
    'in a file that others may read, or of another form, are refused',
    () => {
      const file = join(folder, 'open');
      writeFileSync(file, 'anna:secret');
      chmodSync(file, 0o644);
      expect(() => findObjectKeys(file, {})).toThrow(`chmod 600 ${file}`);
      chmodSync(file, 0o600);
      writeFileSync(file, 'secret');
      expect(() => findObjectKeys(file, {})).toThrow('is not KEY:SECRET');
      expect(() => findObjectKeys(file, {})).not.toThrow('secret');
    },
  );
});
