/** What a curator of a shared catalog sees of the others; the engine's answers about them stand in for a cluster. */
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { Input, Method, Output } from '../../../src/contract/contract.ts';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { findBarriers, gridOf, type OpenedHost, openWindow, waitForFocusOn } from '../fixtures/window.ts';

interface Team {
  readonly page: Page;
  readonly state: NonNullable<Output<'team.state'>['team']>;
  readonly people: Output<'team.people'>;
  readonly generations: Output<'team.generations'>['generations'];
  /** What the page asked for, so far. */
  readonly asked: { readonly method: Method; readonly input: unknown }[];
}

const contested: Output<'team.conflicts'>['conflicts'][number] = {
  id: 7,
  at: '2026-11-26T14:05:00.000Z',
  things: [
    {
      about: '10002 for 10001, Look-alikes',
      ...{ id: '10001', lookAlike: '10002', mine: 'accepted', theirs: 'rejected (too dark)' },
      ...{ author: 'Ben', theirsAt: '2026-11-26T14:04:00.000Z' },
    },
  ],
};

/** Opens a window whose catalog is shared. */
async function openShared(
  given: OpenedHost,
  conflicts: Output<'team.conflicts'>['conflicts'],
  more: Partial<Team['state']> = {},
): Promise<Team> {
  const state: Team['state'] = {
    ...{ author: 'Ann', kind: 'away', since: '2026-11-26T14:00:00.000Z' },
    ...{ reason: 'The cluster of shoes cannot be reached.', waiting: 3, conflicts: conflicts.length },
    ...{ missingLists: 0, copying: null, ...more },
  };
  const people: Team['people'] = { present: [], taken: [] };
  const generations: Team['generations'] = [];
  const asked: Team['asked'] = [];
  const { page } = await openWindow(given);
  const answers: { readonly [M in Method]?: (input: Input<M>) => Output<M> } = {
    'team.state': () => ({ team: state }),
    'team.conflicts': () => ({ conflicts }),
    'team.people': () => people,
    'team.generations': () => ({ generations }),
    'team.takeBack': ({ name }) => {
      generations.splice(
        generations.findIndex((one) => one.name === name),
        1,
      );
      return {};
    },
    'team.look': () => ({}),
    'team.take': () => ({}),
    'team.giveBack': () => ({}),
    'team.settle': () => ({}),
  };
  await page.route('**/api/team.*', (route) => {
    const method = new URL(route.request().url()).pathname.slice('/api/'.length) as Method;
    const input: unknown = route.request().postDataJSON();
    asked.push({ method, input });
    return route.fulfill({ json: { ok: true, value: answers[method]?.(input as never) } });
  });
  await page.reload();
  await gridOf(page, 'Products').locator('img').first().waitFor();
  return { page, state, people, generations, asked };
}

inBrowser(
  'a shared catalog',
  () => startHost(12),
  (given) => {
    it('says how much of the catalog is copied to this machine', async () => {
      const well = { kind: 'together', reason: null, waiting: 0 } as const;
      const { page } = await openShared(given, [], { ...well, copying: 0.344 });
      await page.getByRole('button', { name: 'Shared · copying 34 %' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      await sheet.getByText('The catalog is copied to this machine, 34 % so far.').waitFor();
    });

    it('says where thumbnails are that are not in the cluster, and follows them once that is accepted', async () => {
      const { page } = await openShared(given, [], { kind: 'together', reason: null, waiting: 0 });
      let outside: Output<'cluster.thumbnails'>['outside'] = {
        ...{ kind: 'folder', where: '/Volumes/Team/catalogs/shoes/thumbnails', folder: null },
        ...{ isFollowed: false, problem: null },
      };
      const orders: unknown[] = [];
      let picturesAsked = 0;
      await page.route('**/thumb/*', (route) => {
        picturesAsked++;
        return outside?.isFollowed === true ? route.continue() : route.fulfill({ status: 404 });
      });
      await page.route('**/api/cluster.thumbnails', (route) =>
        route.fulfill({ json: { ok: true, value: { outside } } }),
      );
      await page.route('**/api/cluster.followThumbnails', (route) => {
        const order = route.request().postDataJSON() as Input<'cluster.followThumbnails'>;
        orders.push(order);
        if (order.folder === '/nowhere') {
          const message = 'The folder /nowhere holds no thumbnails of this catalog.';
          return route.fulfill({ json: { ok: false, error: { code: 'thumbnails-away', message } } });
        }
        if (outside !== null) outside = { ...outside, folder: order.folder ?? null, isFollowed: true };
        return route.fulfill({ json: { ok: true, value: outside } });
      });
      await page.reload();
      await gridOf(page, 'Products').locator('.thumbnail-missing').first().waitFor();
      await page.getByRole('button', { name: 'Shared · thumbnails not shown' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      await sheet.getByText('Until you accept it, this machine reads and writes nothing').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      const field = sheet.getByRole('textbox', { name: 'Where it is on this machine' });
      await field.fill('/nowhere');
      await field.press('Enter');
      await sheet.getByText('The folder /nowhere holds', { exact: false }).first().waitFor();
      await field.fill('/mnt/shoes');
      const before = picturesAsked;
      await sheet.getByRole('button', { name: 'Accept and show thumbnails' }).press('Enter');
      await sheet.getByText('On this machine: /mnt/shoes').waitFor();
      expect(orders.at(-1)).toEqual({
        where: '/Volumes/Team/catalogs/shoes/thumbnails',
        folder: '/mnt/shoes',
      });
      // What could not be shown is asked for again.
      await gridOf(page, 'Products').locator('img').first().waitFor({ state: 'attached' });
      expect(picturesAsked).toBeGreaterThan(before);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Shared', exact: true }).waitFor();
    });

    it('asks for the keys of an object store, and keeps them where that is chosen', async () => {
      const { page } = await openShared(given, [], { kind: 'together', reason: null, waiting: 0 });
      const where = 'https://objects.example/pictures/shoes';
      const problem = `${where} asks for keys.`;
      const orders: unknown[] = [];
      await page.route('**/api/cluster.thumbnails', (route) => {
        const outside = { kind: 'objects', where, folder: null, isFollowed: true, problem };
        return route.fulfill({ json: { ok: true, value: { outside } } });
      });
      await page.route('**/api/cluster.followThumbnails', (route) => {
        orders.push(route.request().postDataJSON());
        const value = { kind: 'objects', where, folder: null, isFollowed: true, problem: null };
        return route.fulfill({ json: { ok: true, value } });
      });
      await page.reload();
      await page.getByRole('button', { name: 'Shared · thumbnails not shown' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      await sheet.getByText(problem).waitFor();
      await sheet.getByRole('button', { name: 'Other keys…' }).press('Enter');
      await sheet.getByRole('textbox', { name: 'Access key' }).fill('anna');
      await sheet.getByRole('textbox', { name: 'Secret key' }).fill('a secret');
      expect(await findBarriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Accept and show thumbnails' }).press('Enter');
      await expect
        .poll(() => orders)
        .toEqual([{ where, isKept: true, keys: { keyId: 'anna', secret: 'a secret' } }]);
    });

    it('says in the toolbar how it stands, and what is to be settled, by keyboard', async () => {
      const { page, asked } = await openShared(given, [contested]);
      await page.getByRole('button', { name: 'Cluster away · 1 conflict · 3 changes wait' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      await sheet.getByText('The cluster of shoes cannot be reached.').waitFor();
      await sheet.getByRole('cell', { name: 'rejected (too dark)' }).waitFor();
      await sheet.getByRole('cell', { name: 'accepted' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await sheet.getByRole('button', { name: 'Make mine: 10002 for 10001, Look-alikes' }).press('Enter');
      await expect
        .poll(() => asked)
        .toContainEqual({ method: 'team.settle', input: { id: 7, keep: 'mine' } });
      await sheet.getByRole('button', { name: 'Keep theirs: 10002 for 10001, Look-alikes' }).press('Enter');
      await expect
        .poll(() => asked)
        .toContainEqual({ method: 'team.settle', input: { id: 7, keep: 'theirs' } });
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
    });

    it('says which generated lists stand and which are missing, and takes them back, by keyboard', async () => {
      const well = { kind: 'together', reason: null, waiting: 0 } as const;
      const { page, generations, asked } = await openShared(given, [], { ...well, missingLists: 1 });
      const at = '2026-11-26T14:05:00.000Z';
      const outfits = { type: 'outfit', title: 'Outfits', author: 'Ben', at, isCovered: false };
      generations.push(
        { ...outfits, name: 'missing', lists: 500, state: 'missing' },
        { ...outfits, name: 'here', author: 'Cleo', lists: 1200, state: 'here' },
      );
      await page.getByRole('button', { name: 'Shared · lists missing' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      const missing = sheet.getByRole('listitem').filter({ hasText: 'Ben, ' });
      await missing.getByText('They are asked for again every ten seconds').waitFor();
      await sheet.getByText('1,200 lists').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await missing.getByRole('button', { name: 'Take back: Outfits, Ben' }).press('Enter');
      await expect.poll(() => asked).toContainEqual({ method: 'team.takeBack', input: { name: 'missing' } });
      await page.getByRole('region', { name: 'Messages' }).getByText('The lists of Ben (Outfits').waitFor();
      await missing.waitFor({ state: 'detached' });
    });

    it('closes with the first Escape after Undo in a message, though a hint is open under the pointer', async () => {
      const well = { kind: 'together', reason: null, waiting: 0 } as const;
      const { page, generations } = await openShared(given, [], well);
      const at = '2026-11-26T14:05:00.000Z';
      generations.push({
        ...{ type: 'outfit', title: 'Outfits', author: 'Ben', at, isCovered: false },
        ...{ name: 'here', lists: 1200, state: 'here' },
      });
      const undo = { operation: 'take-back-lists', at, count: 1 };
      await page.route('**/api/lists.history', (route) =>
        route.fulfill({ json: { ok: true, value: { undo, redo: null, decisions: 1, resting: 0 } } }),
      );
      await page.route('**/api/lists.undo', (route) => route.fulfill({ json: { ok: true, value: {} } }));
      await page.getByRole('button', { name: 'Shared' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Curating together' });
      await sheet.getByRole('button', { name: 'Take back: Outfits, Ben' }).press('Enter');
      const messages = page.getByRole('region', { name: 'Messages' });
      await messages.getByRole('button', { name: 'Undo' }).click();
      await messages.getByText('stand again').waitFor();
      expect(await isFocusLost(page)).toBe(false);
      // The pointer rests where the next message has its button to be dismissed.
      const hints = page.getByRole('tooltip');
      await hints.getByText('Dismiss').waitFor();
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await hints.waitFor({ state: 'detached' });

      // The hint of what the keyboard is on takes it as ever.
      await page.getByRole('button', { name: 'Shared' }).press('Enter');
      await waitForFocusOn(page, 'Close');
      await page.keyboard.press('Tab');
      await hints.getByText('Close').waitFor();
      await page.keyboard.press('Escape');
      await hints.waitFor({ state: 'detached' });
      expect(await sheet.count()).toBe(1);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
    });

    it('shows who is at a list, and whose it is; it can be taken', async () => {
      const { page, people, asked } = await openShared(given, []);
      await gridOf(page, 'Products').press('Home');
      await gridOf(page, 'Products').press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await expect.poll(() => asked.find(({ method }) => method === 'team.look')).toBeDefined();
      const looked = asked.find(({ method }) => method === 'team.look')?.input as Input<'team.look'>;
      const list = looked.list ?? { id: '', type: '' };
      await page.getByRole('button', { name: 'Take this list' }).press('Enter');
      await expect.poll(() => asked).toContainEqual({ method: 'team.take', input: list });
      people.present.push({ author: 'Ben', lists: [list] });
      people.taken.push({ ...list, author: 'Cleo', at: '2026-11-26T14:00:00.000Z', isOwn: false });
      await page.reload();
      await page.getByText('Ben is here too. Cleo took this list.').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Take over' }).press('Enter');
      await expect
        .poll(() => asked)
        .toContainEqual({ method: 'team.take', input: { ...list, from: 'Cleo' } });
    });
  },
);

inBrowser(
  'a catalog on this machine',
  () => startHost(12),
  (given) => {
    it('shows nothing of it, and its calls are refused in words', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').press('Home');
      await gridOf(page, 'Products').press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      expect(await page.getByText(/Shared|Take this list/).count()).toBe(0);
      const answer = await page.evaluate(async () => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/team.people', { method: 'POST', headers, body: '{}' })).json();
      });
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-here' } });
    });
  },
);
