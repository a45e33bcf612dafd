/** A cluster behind TLS and logins, as shops have it: whatever is refused is said in words, and nothing is lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { runHere } from '../cli/runHere.ts';
import { sharedVision } from '../engine/sharedVision.ts';
import { resourcesFolder } from '../engine/workplace.ts';
import { type Authority, makeAuthority } from './fixtures/certificates.ts';
import { type Gate, type GateAnswer, type GateRequest, openGate } from './fixtures/gate.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from './fixtures/sampleCatalog.ts';

const name = 'guarded';
const curator = { user: 'curator', password: 'correct horse' };
const reader = { user: 'reader', password: 'battery staple' };
const machine = '127.0.0.1';

let place: string;
let sample: SampleCatalog;
let authority: Authority;
let gate: Gate;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'twinset-guarded-'));
  sample = await makeSampleCatalog(20);
  authority = makeAuthority(place, 'authority');
  const local = await sample.openEngine();
  await publish(local, { address: addressOf(name) });
  await local.close();
});

afterAll(() => {
  sample.remove();
  rmSync(place, { recursive: true, force: true });
});

beforeEach(async () => {
  gate = await openGate(addressOf(name), authority.issue(machine));
  gate.answer = guard;
});

afterEach(() => gate.close());

function refusal(status: number, reason: string): GateAnswer {
  const error = { type: 'security_exception', reason };
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { ...error, root_cause: [error] }, status }),
  };
}

/** A look at one moment of the index is made and taken back by who reads. */
const isLook = ({ path }: GateRequest): boolean => path.includes('/_search');
const isWrite = ({ method, path }: GateRequest): boolean =>
  method === 'PUT' || method === 'DELETE' || path.startsWith('/_bulk') || path.includes('/_create/');

/** As the security plugin does. */
function guard(request: GateRequest): GateAnswer | null {
  const known = [curator, reader].find(({ user, password }) => request.login === `${user}:${password}`);
  if (known === undefined) return refusal(401, 'Unauthorized');
  const mayNot = known === reader && isWrite(request) && !isLook(request);
  return mayNot ? refusal(403, 'no permissions for [indices:data/write/bulk] and User [reader]') : null;
}

async function openEngine(): Promise<Engine> {
  return createEngine(
    { dataFolder: sample.sharedDataFolder, resourcesFolder },
    { vision: sharedVision(resourcesFolder) },
  );
}

function open(engine: Engine, login: typeof curator, ca = authority.file, address = gate.address) {
  return engine.call('catalogs.open', { folder: address, connection: { login, ca } });
}

/** How opening is refused, by a call and by the command. */
async function expectRefused(
  code: string,
  words: string,
  login = curator,
  ca = authority.file,
): Promise<void> {
  const engine = await openEngine();
  await expect(open(engine, login, ca)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
  await engine.close();
  const credentials = join(place, 'login');
  writeFileSync(credentials, `${login.user}:${login.password}\n`, { mode: 0o600 });
  const words2 = ['facets', '--catalog', gate.address, '--credentials', credentials, '--ca', ca];
  const run = await runHere(words2, sample.sharedDataFolder);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(words);
  expect(run.stderr).not.toContain(login.password);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
}

describe('a certificate', () => {
  it('of an authority that is given is trusted, and the catalog is opened and decided on', async () => {
    const engine = await openEngine();
    await open(engine, curator);
    const { ids } = await engine.call('products.ids', { view: {} });
    const [id = '', lookAlikeId = ''] = ids;
    await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    await expect
      .poll(async () => (await engine.call('team.state', {})).team)
      .toMatchObject({ kind: 'together', waiting: 0 });
    await engine.close();
  });

  it('of another authority is refused in words', async () => {
    const other = makeAuthority(place, 'another');
    await expectRefused('cluster-unreachable', 'is not trusted here', curator, other.file);
  });

  it.each([
    ['that has expired', machine, -1, 'expired'],
    ['for another machine', 'search.example', 1, 'is not trusted here'],
  ])('%s is refused in words', async (_what, forMachine, days, words) => {
    await gate.close();
    gate = await openGate(addressOf(name), authority.issue(forMachine, days));
    await expectRefused('cluster-unreachable', words);
  });

  it('where the cluster speaks no TLS is refused in words', async () => {
    const plain = await openGate(addressOf(name));
    const engine = await openEngine();
    try {
      const address = plain.address.replace('http:', 'https:');
      await expect(open(engine, curator, authority.file, address)).rejects.toThrow('does not speak TLS');
    } finally {
      await engine.close();
      await plain.close();
    }
  });
});

describe('who one is', () => {
  it('with a wrong password is refused in words that do not repeat it', async () => {
    await expectRefused('cluster-refused', 'the password is wrong', { ...curator, password: 'tr0ub4dor' });
  });

  it('without any right is refused in words', async () => {
    gate.answer = () => refusal(403, 'no permissions for [cluster:monitor/main]');
    await expectRefused('cluster-refused', 'This user may not do that');
  });

  it('as a reader is enough to look; what is decided waits, and says why', async () => {
    const engine = await openEngine();
    await open(engine, reader);
    const { ids } = await engine.call('products.ids', { view: {} });
    const [id = '', , lookAlikeId = ''] = ids;
    const { results } = await engine.call('search.similar', { query: { kind: 'product', id } });
    expect(results.length).toBeGreaterThan(0);
    await engine.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    const state = async () => (await engine.call('team.state', {})).team;
    await expect
      .poll(state)
      .toMatchObject({ waiting: 1, reason: expect.stringContaining('may not do that') });
    expect((await engine.call('lists.get', { id })).decisions.map((one) => one.id)).toContain(lookAlikeId);
    await engine.close();
    const again = await openEngine();
    await open(again, curator);
    await expect
      .poll(async () => (await again.call('team.state', {})).team)
      .toMatchObject({ kind: 'together', waiting: 0 });
    expect((await again.call('lists.get', { id })).decisions.map((one) => one.id)).toContain(lookAlikeId);
    await again.close();
  });
});

describe('a proxy before the cluster', () => {
  it.each([
    [502, '<html>Bad Gateway</html>', 'a proxy before it'],
    [503, '<html>Service Unavailable</html>', 'a proxy before it'],
    [504, '<html>Gateway Timeout</html>', 'a proxy before it'],
    [413, '<html>Request Entity Too Large</html>', 'larger than'],
    [429, 'slow down', 'has too much to do now'],
    [302, '', 'sends elsewhere'],
  ])('that answers %i is told in words', async (status, body, words) => {
    gate.answer = () => ({
      status,
      body,
      headers: { 'content-type': 'text/html', ...(status === 302 && { location: 'https://login.example/' }) },
    });
    await expectRefused(status === 302 ? 'cluster-unusable' : 'cluster-refused', words);
  });
});
