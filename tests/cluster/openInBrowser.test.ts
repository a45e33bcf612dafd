/** A curator opens a shared catalog in the browser by its address, looks around, decides and exports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { drawFolder, openStart, startEmptyHost } from '../e2e/fixtures/emptyHost.ts';
import { inBrowser } from '../e2e/fixtures/inBrowser.ts';
import { exportText } from '../e2e/fixtures/listFiles.ts';
import {
  activeCell,
  findBarriers,
  firstImportMs,
  gridOf,
  openWindow,
  statusLine,
  type TestWindow,
} from '../e2e/fixtures/window.ts';
import {
  addressOf,
  exportLists,
  makeSampleCatalog,
  publish,
  type SampleCatalog,
} from './fixtures/sampleCatalog.ts';

const productCount = 60;

let sample: SampleCatalog;
let local: Engine;

beforeAll(async () => {
  sample = await makeSampleCatalog(productCount);
  local = await sample.openEngine();
  await publish(local, { address: addressOf('browsed') });
});

afterAll(async () => {
  await local.close();
  sample.remove();
});

inBrowser('a shared catalog', startEmptyHost, (given) => {
  const sheet = (page: Page) => page.getByRole('dialog', { name: 'Open shared catalog' });
  const field = (page: Page, name: string) => sheet(page).getByRole('textbox', { name });

  async function submit(page: Page, address: string): Promise<void> {
    await field(page, 'Address').fill(address);
    await field(page, 'Address').press('Enter');
  }

  const waitForRefusal = (page: Page, words: string) =>
    sheet(page).getByRole('paragraph').filter({ hasText: words }).waitFor();

  /** A page that has the catalog open, whoever opened it. */
  async function openShared(): Promise<TestWindow> {
    await given.host.engine.call('catalogs.open', { folder: addressOf('browsed') });
    return openWindow(given);
  }

  it('is opened by its address, and refused in words where it cannot be', async () => {
    const { page, consoleErrors } = await openStart(given);
    await page.getByRole('button', { name: 'Open shared catalog…' }).press('Enter');
    await sheet(page).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await submit(page, ' ');
    await sheet(page).getByText('Type the address of the catalog.').waitFor();
    await field(page, 'User').fill('anna');
    await submit(page, addressOf('browsed'));
    await sheet(page).getByText('User and password belong together').waitFor();
    await field(page, 'User').fill('');
    await submit(page, 'search.example');
    await waitForRefusal(page, 'The name of the catalog is missing');
    await submit(page, addressOf('nothing-here'));
    await waitForRefusal(page, 'There is no catalog at');
    expect(await findBarriers(page)).toEqual([]);
    await submit(page, addressOf('browsed'));
    await gridOf(page, 'Products').locator('[role=gridcell] img').first().waitFor();
    await expect.poll(() => sheet(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Catalog: Sample catalog' }).press('Enter');
    await page.getByText(addressOf('browsed')).waitFor();
    await page.keyboard.press('Escape');
    expect(consoleErrors).toEqual([]);
  });

  it('shows look-alikes, takes decisions, and exports what the catalog on its own machine does', async () => {
    const { page, consoleErrors } = await openShared();
    const products = gridOf(page, 'Products');
    await products.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const list = page.getByRole('complementary', { name: 'List' });
    await page.locator('.results-grid[aria-busy="false"]').waitFor();
    await list.locator('[data-key][data-state="suggested"]').nth(9).waitFor();
    await gridOf(page, 'Look-alikes').focus();
    await activeCell(page, 'Look-alikes').waitFor();
    await page.keyboard.press('a');
    await list.locator('[data-key][data-state="accepted"]').waitFor();
    await page.reload();
    const accepted = list.locator('[data-key][data-state="accepted"]');
    const lookAlikeId = (await accepted.getAttribute('data-key')) ?? '';
    const id = decodeURIComponent(new URL(page.url()).hash.split('?')[0]?.split('/').at(-1) ?? '');
    await local.call('lists.decide', { id, lookAlikeId, state: 'accepted' });
    await page.locator('.results-grid[aria-busy="false"]').waitFor();
    await gridOf(page, 'Look-alikes').focus();
    await page.keyboard.press('Escape');
    await products.getByRole('gridcell').first().waitFor();
    const exported = await exportText(page, productCount);
    const expected = readFileSync(await exportLists(local, { what: { kind: 'all' } }), 'utf8');
    expect(exported).toBe(expected);
    expect(consoleErrors).toEqual([]);
  });

  it('takes a folder of images', async () => {
    const { folder } = await drawFolder(join(given.host.folder, 'Autumn collection'));
    const { page, consoleErrors } = await openShared();
    await page.getByRole('button', { name: 'Catalog: Sample catalog' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Import more, or check for changes…' }).press('Enter');
    await page.getByRole('textbox', { name: 'Path' }).fill(folder);
    await page.getByRole('textbox', { name: 'Path' }).press('Enter');
    await page.getByText('Here: 1 folder').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).press('Enter');
    await page.getByRole('button', { name: 'Metadata file' }).click();
    await page.getByRole('option', { name: /^None/ }).click();
    const embedded = page.getByRole('region', { name: 'Model' });
    await embedded.getByText(`average pooling, as all of ${addressOf('browsed')}`).waitFor();
    await embedded.getByRole('button', { name: 'Embed it otherwise…' }).waitFor();
    await page.getByRole('button', { name: /^Import \d+ images$/ }).click();
    await page.getByRole('heading', { name: 'Import report' }).waitFor({ timeout: firstImportMs });
    await page.getByText(`13 products of this machine's imports are at ${addressOf('browsed')}`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show the products' }).press('Enter');
    await statusLine(page)
      .getByText(`${productCount + 13} products`)
      .waitFor();
    expect(consoleErrors).toEqual([]);
  });

  it('is checked, and embedded otherwise for everybody', async () => {
    const { page, consoleErrors } = await openShared();
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'Catalog: Sample catalog' }).press('Enter');
      await page.getByRole('menuitem', { name }).press('Enter');
    };
    await choose('Check this catalog…');
    await page.getByText('Everything fits together').waitFor();
    await page.getByText('cannot be looked at from here').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).press('Enter');
    await choose('Embed it otherwise…');
    const sheet = page.getByRole('dialog', { name: 'Embed this catalog otherwise' });
    const embed = sheet.getByRole('button', { name: /^Embed \d+ pictures$/ });
    await embed.waitFor();
    await sheet.getByRole('button', { name: /^Advanced/ }).press('Enter');
    await sheet.getByRole('button', { name: /Pooling/ }).press('Enter');
    await page.getByRole('option', { name: 'Maximum' }).press('Enter');
    await sheet.getByText('every image is embedded again').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await embed.press('Enter');
    await sheet.getByText(/^All \d+ pictures are embedded by .+ for everybody\.$/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Close' }).last().press('Enter');
    await statusLine(page)
      .getByText(`${productCount + 13} products`)
      .waitFor();
    expect(consoleErrors).toEqual([]);
  });

  it('is laid out, and searched for duplicates', async () => {
    const { page, consoleErrors } = await openShared();
    await page.getByRole('link', { name: 'Map' }).press('Enter');
    await page.getByRole('button', { name: 'Lay out the catalog' }).press('Enter');
    await page.getByRole('application', { name: /^Map of/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Duplicates' }).press('Enter');
    await page.getByRole('button', { name: 'Search for duplicates' }).press('Enter');
    const none = page.getByRole('heading', { name: 'No duplicates were found' });
    await page.getByRole('grid', { name: 'Groups of duplicates' }).or(none).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });
});
