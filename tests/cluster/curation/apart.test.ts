/** What is decided while the cluster is away, read-only or newer: it waits on disk, and nothing of it is lost. */
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Line, openLine } from '../fixtures/line.ts';
import { addressOf } from '../fixtures/sampleCatalog.ts';
import { areEqual, areTogether, makeTeamCatalog, openTeammate, type Teammate } from '../fixtures/teammate.ts';

let name: string;
let line: Line;
/** Over the line. */
let ann: Teammate;
let ben: Teammate;
let count = 0;

beforeEach(async () => {
  name = `apart${count++}`;
  await makeTeamCatalog(addressOf(name));
  line = await openLine(addressOf(name));
  ann = openTeammate('Ann', line.address);
  ben = openTeammate('Ben', addressOf(name));
  await areTogether(ann, ben);
});

afterEach(async () => {
  await Promise.all([ann.close(), ben.close()]);
  await line.close();
});

const stateOfAnn = () => ann.together.state();

async function ask(path: string, body: object): Promise<void> {
  const answer = await fetch(`http://${inject('clusterHosts').split(',')[0]}/${name}-curation${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

describe('a cluster that is away', () => {
  it('is told, with what waits; that survives a restart, and is sent later with conflicts shown', async () => {
    ann.decide('p', 'a', 'accepted');
    await areEqual(ann, ben);
    line.cut();
    await expect.poll(stateOfAnn).toMatchObject({ kind: 'away', waiting: 0 });
    expect(stateOfAnn().reason).toContain('cannot be reached');
    ann.decide('p', 'b', 'pinned');
    ann.decide('p', 'c', 'accepted');
    ann.decide('p', 'a', 'rejected');
    ben.decide('p', 'a', null);
    ben.decide('p', 'd', 'accepted');
    await areTogether(ben);
    await ann.restart();
    expect(stateOfAnn()).toMatchObject({ kind: 'away', waiting: 3 });
    ann.decide('p', 'e', 'accepted');
    ann.store.undo(1);
    line.mend();
    await areEqual(ann, ben);
    expect(ben.list('p')).toBe('b pinned, c accepted, d accepted');
    expect(stateOfAnn()).toMatchObject({ kind: 'together', waiting: 0, conflicts: 1, reason: null });
    const [conflict] = ann.together.conflicts();
    expect(conflict?.things).toMatchObject([{ name: { item: 'a' }, theirs: null, author: 'Ben' }]);
    ann.together.settle(conflict?.id ?? 0, 'mine');
    await areEqual(ann, ben);
    expect(ben.list('p')).toContain('a rejected');
  });

  it('and does not even refuse is told soon; closing waits for nobody', async () => {
    line.deaden();
    ann.decide('p', 'a', 'accepted');
    await expect.poll(stateOfAnn, { timeout: 30_000 }).toMatchObject({ kind: 'away', waiting: 1 });
    expect(stateOfAnn().reason).toMatch(/has not answered|did not answer in time/);
    const startedAtMs = performance.now();
    await ann.restart();
    expect(performance.now() - startedAtMs).toBeLessThan(30_000);
    expect(stateOfAnn().waiting).toBe(1);
    line.mend();
    await areEqual(ann, ben);
    expect(ben.list('p')).toBe('a accepted');
  });

  it('cannot give a list away', async () => {
    line.cut();
    await expect.poll(stateOfAnn).toMatchObject({ kind: 'away' });
    const list = { type: 'substitute', productId: 'p' };
    await expect(ann.together.takeList(list, null)).rejects.toThrow('cannot be reached');
  });
});

describe('a cluster that takes no writes', () => {
  it('is told as read-only: others’ decisions still come, and one’s own wait', async () => {
    ben.decide('p', 'a', 'accepted');
    await areEqual(ann, ben);
    await ask('/_settings', { index: { 'blocks.write': true } });
    ann.decide('p', 'b', 'accepted');
    await expect.poll(stateOfAnn).toMatchObject({ kind: 'read-only', waiting: 1 });
    expect(stateOfAnn().reason).toContain('read-only');
    await ask('/_settings', { index: { 'blocks.write': null } });
    await areEqual(ann, ben);
    expect(ben.list('p')).toBe('a accepted, b accepted');
  });

  it('because its form is newer is told so, and what was decided waits for the newer Twinset', async () => {
    await ask('/_mapping', { _meta: { twinset: { format: 99, kind: 'curation' } } });
    await ann.restart();
    ann.decide('p', 'a', 'accepted');
    await expect.poll(stateOfAnn).toMatchObject({ kind: 'too-new', waiting: 1 });
    expect(stateOfAnn().reason).toContain('made by a newer Twinset');
    await ask('/_mapping', { _meta: { twinset: { format: 1, kind: 'curation' } } });
    await areEqual(ann, ben);
  });
});
