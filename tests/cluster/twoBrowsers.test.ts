/** Two curators, each with a host and a browser of their own, work on the lists of one shared catalog. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmptyHost, startEmptyHost } from '../e2e/fixtures/emptyHost.ts';
import { inBrowser } from '../e2e/fixtures/inBrowser.ts';
import { activeCell, findBarriers, gridOf, openWindow, startBrowser } from '../e2e/fixtures/window.ts';
import { type Line, openLine } from './fixtures/line.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from './fixtures/sampleCatalog.ts';

const name = 'two-browsers';

let sample: SampleCatalog;

beforeAll(async () => {
  sample = await makeSampleCatalog(40);
  const local = await sample.openEngine();
  await publish(local, { address: addressOf(name) });
  await local.close();
});

afterAll(() => sample.remove());

interface Pair extends EmptyHost {
  /** Anna has the other host. */
  readonly ben: EmptyHost;
  /** What Ben has in place of a network. */
  readonly line: Line;
}

async function startPair(): Promise<Pair> {
  const line = await openLine(addressOf(name));
  const open = async (author: string, address: string): Promise<EmptyHost> => {
    const host = await startEmptyHost();
    await host.engine.call('settings.set', { author });
    await host.engine.call('catalogs.open', { folder: address });
    return host;
  };
  const anna = await open('Anna', addressOf(name));
  const ben = await open('Ben', line.address);
  return {
    ...{ ...anna, ben, line },
    async stop() {
      await anna.stop();
      await ben.stop();
      await line.close();
    },
  };
}

inBrowser('two curators of a shared catalog', startPair, (given) => {
  let anna: Page;
  let ben: Page;
  let endBrowser: () => Promise<void>;

  beforeAll(async () => {
    const browser = await startBrowser();
    endBrowser = () => browser.close();
    anna = (await openWindow(given)).page;
    ben = (await openWindow({ host: given.host.ben, browser })).page;
  });

  afterAll(() => endBrowser());

  const listOf = (page: Page) => page.getByRole('complementary', { name: 'List' });
  const inState = (page: Page, state: string) => listOf(page).locator(`[data-key][data-state="${state}"]`);
  const focusedId = (page: Page) =>
    new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('product') ?? '';
  const ownerOf = (page: Page) =>
    decodeURIComponent(new URL(page.url()).hash.split('?')[0]?.split('/').at(-1) ?? '');
  const button = (page: Page, words: string | RegExp) => page.getByRole('button', { name: words });

  /** Goes to the list of the product at this place of the library, and to its first look-alike. */
  async function goToList(page: Page, place: number): Promise<void> {
    await page.getByRole('link', { name: 'Library' }).press('Enter');
    await gridOf(page, 'Products').press('Home');
    for (let step = 0; step < place; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await inState(page, 'suggested').nth(9).waitFor();
    await gridOf(page, 'Look-alikes').focus();
    await activeCell(page, 'Look-alikes').waitFor();
  }

  async function goToLists(place: number): Promise<void> {
    for (const page of [anna, ben]) await goToList(page, place);
    expect(ownerOf(anna)).toBe(ownerOf(ben));
  }

  it('see each other’s decisions on the list that both look at', async () => {
    await goToLists(0);
    await anna.keyboard.press('a');
    await inState(anna, 'accepted').waitFor();
    await inState(ben, 'accepted').waitFor();
    const accepted = await inState(anna, 'accepted').getAttribute('data-key');
    expect(await inState(ben, 'accepted').getAttribute('data-key')).toBe(accepted);
    await ben.keyboard.press('ArrowRight');
    await expect.poll(() => focusedId(ben)).not.toBe(accepted);
    await ben.keyboard.press('p');
    await inState(ben, 'pinned').waitFor();
    await inState(anna, 'pinned').waitFor();
    expect(await inState(anna, 'pinned').getAttribute('data-key')).toBe(focusedId(ben));
    await anna.keyboard.press('z');
    await expect.poll(() => inState(ben, 'accepted').count()).toBe(0);
    expect(await inState(anna, 'pinned').count()).toBe(1);
  });

  it('see who is at a list, take it, and take it over', async () => {
    await goToLists(1);
    await anna.getByText('Ben is here too.').waitFor();
    await ben.getByText('Anna is here too.').waitFor();
    await button(anna, 'Take this list').press('Enter');
    await anna.getByText('You took this list.').waitFor();
    await ben.getByText('Anna is here too. Anna took this list.').waitFor();
    expect(await findBarriers(ben)).toEqual([]);
    await button(ben, 'Take over').press('Enter');
    await ben.getByText('You took this list.').waitFor();
    await anna.getByText('Ben is here too. Ben took this list.').waitFor();
    await button(ben, 'Give back').press('Enter');
    await button(anna, 'Take this list').waitFor();
  });

  it('are shown a conflict, which the one whose decision came second settles', async () => {
    await goToLists(2);
    given.host.line.cut();
    await button(ben, 'Cluster away').waitFor();
    await anna.keyboard.press('a');
    await inState(anna, 'accepted').waitFor();
    // It is shown before it is kept.
    await gridOf(anna, 'Look-alikes').locator('[data-decision="accepted"][aria-busy="false"]').waitFor();
    const contested = await inState(anna, 'accepted').getAttribute('data-key');
    await ben.keyboard.press('x');
    await button(ben, 'Cluster away · 1 change waits').waitFor();
    await expect.poll(async () => (await given.host.engine.call('team.state', {})).team?.waiting).toBe(0);
    given.host.line.mend();
    await button(ben, 'Shared · 1 conflict').press('Enter');
    const sheet = ben.getByRole('dialog', { name: 'Curating together' });
    await sheet.getByRole('columnheader', { name: 'Stands: Anna' }).waitFor();
    await sheet.getByRole('cell', { name: 'accepted' }).waitFor();
    await sheet.getByRole('cell', { name: 'rejected' }).waitFor();
    expect(await findBarriers(ben)).toEqual([]);
    await sheet
      .getByRole('button', { name: new RegExp(`^Make mine: ${contested} for ${ownerOf(anna)},`) })
      .press('Enter');
    await sheet.getByText('None: nobody decided otherwise').waitFor();
    await ben.keyboard.press('Escape');
    await gridOf(anna, 'Look-alikes').locator('[data-decision="rejected"]').waitFor();
    await expect.poll(() => inState(anna, 'accepted').count()).toBe(0);
  });
});
