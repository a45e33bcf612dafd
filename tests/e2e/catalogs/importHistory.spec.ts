import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { runImport } from '../../engine/workplace.ts';
import { drawFolder, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, statusLine } from '../fixtures/window.ts';

async function startWithShop() {
  const host = await startEmptyHost();
  const images = join(host.folder, 'shop');
  await drawFolder(images);
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'catalog'), create: true });
  return { ...host, images };
}

inBrowser('the history of imports', startWithShop, (given) => {
  const entries = (page: Page) =>
    page.getByRole('navigation', { name: 'Imports of this catalog' }).getByRole('link');

  async function openHistory() {
    const opened = await openStart(given);
    await opened.page.getByRole('link', { name: 'Insight' }).press('Enter');
    await opened.page.getByRole('link', { name: 'Imports' }).press('Enter');
    await opened.page.waitForURL(/#\/imports/);
    return opened;
  }

  it('teaches what it is for where nothing was imported, as insight does', async () => {
    const { page, consoleErrors } = await openHistory();
    await page.getByRole('heading', { name: 'Nothing was imported yet' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Insight' }).press('Enter');
    await page.getByRole('heading', { name: 'No products yet' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });

  it('has each import with the sum of its files, what failed and why, and the rows of the metadata', async () => {
    await runImport(given.host.engine, { folder: given.host.images });
    await runImport(given.host.engine, { folder: given.host.images });
    const { page, consoleErrors } = await openHistory();
    await entries(page).nth(1).waitFor();
    await expect.poll(() => entries(page).count()).toBe(2);
    await page.getByText('15 found = 0 embedded + 13 unchanged + 0 duplicate + 2 failed').waitFor();
    await entries(page).nth(1).press('Enter');
    await page.waitForURL(/#\/imports\/1/);
    await page.getByText('15 found = 12 embedded + 0 unchanged + 1 duplicate + 2 failed').waitFor();
    await page.getByText(/^12 rows read, 12 matched with an image/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const failed = page.getByRole('region', { name: 'Failed files' });
    await failed.getByText('shoot/broken =1+1.jpg').waitFor();
    const downloading = page.waitForEvent('download');
    await page
      .getByRole('region', { name: '2 files failed' })
      .getByRole('button', { name: 'Export as CSV' })
      .press('Enter');
    const lines = readFileSync(await (await downloading).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe('\uFEFFpath,reason');
    expect(lines).toHaveLength(3);
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await findOutOfReach(page)).toEqual([]);
    await page.reload();
    await page.getByText('15 found = 12 embedded + 0 unchanged + 1 duplicate + 2 failed').waitFor();
    expect(consoleErrors).toEqual([]);
  });

  it('leads from a file to the product that it is a picture of, and back to the folder', async () => {
    const { page } = await openHistory();
    await page.getByRole('button', { name: /^1 image without a row/ }).press('Enter');
    await page
      .getByRole('button', { name: /^Show product / })
      .first()
      .press('Enter');
    await gridOf(page, 'Products').waitFor();
    await statusLine(page).getByText('1 of 12 products').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Import this folder again…' }).press('Enter');
    await page
      .getByRole('dialog', { name: 'Import a folder' })
      .getByText(given.host.images)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('is drawn over time in insight: a bar an import, which leads to its report', async () => {
    const { page } = await openStart(given);
    await page.getByRole('link', { name: 'Insight' }).press('Enter');
    await page
      .getByRole('heading', { name: 'Imports over time: 12 pictures embedded in 2 imports' })
      .waitFor();
    const bars = page.getByRole('toolbar', { name: 'Imports over time' }).getByRole('button');
    expect((await bars.allInnerTexts()).map((text) => /\d+$/.exec(text.trim())?.[0])).toEqual(['0', '12']);
    await bars.last().press('Enter');
    await page.waitForURL(/#\/imports\/1/);
    await page.getByText('15 found = 12 embedded + 0 unchanged + 1 duplicate + 2 failed').waitFor();
  });
});
