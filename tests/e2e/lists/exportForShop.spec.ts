/** A file for a shop from the export sheet, by keyboard alone. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, openWindow } from '../fixtures/window.ts';

const products = 30;

/** Picks from a list that drops down. */
async function pick(page: Page, label: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).press('Enter');
  await page.getByRole('option', { name: option, exact: true }).press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

/** Opens the sheet and chooses the format of a shop. Returns the preview. */
async function openForShop(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+e');
  await page.getByText(`from the lists of ${products} products`).waitFor();
  await page.getByRole('radio', { name: 'CSV', exact: true }).press('ArrowLeft');
  await page.getByRole('radio', { name: 'For a shop', checked: true }).waitFor();
  const preview = page.getByRole('region', { name: 'Preview of the file' });
  await preview.getByText('Handle,Title,Related products').waitFor();
  return preview;
}

inBrowser(
  'exporting for a shop',
  () => startHost(products),
  (given) => {
    it('shows the first lines as they will be, and downloads exactly these', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const preview = await openForShop(page);
      await pick(page, /Shop system$/, 'Google Merchant Center');
      await preview.getByText('id\trelated_product').waitFor();
      await page.getByRole('textbox', { name: 'At most' }).fill('3');
      await page.getByRole('textbox', { name: 'At most' }).press('Enter');
      await page.getByText('Google takes 30 related products at most').waitFor();
      await expect.poll(async () => (await preview.innerText()).split('\n')[1]?.split(',').length).toBe(3);
      expect(await findBarriers(page)).toEqual([]);
      const lines = (await preview.innerText()).split('\n');
      expect(lines).toHaveLength(11);

      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).press('Enter');
      const link = page.getByRole('link', { name: /^Download look-alikes .*\.tsv$/ });
      await link.waitFor();
      const download = page.waitForEvent('download');
      await link.press('Enter');
      const written = readFileSync(await (await download).path(), 'utf8').split('\n');
      expect(written.slice(0, 11)).toEqual(lines);
      expect(written).toHaveLength(products + 2);
      expect(consoleErrors).toEqual([]);
    });

    it('counts what is blocked, names each with its reason, and leads to it', async () => {
      const { page } = await openWindow(given);
      await openForShop(page);
      await pick(page, /handle is in$/, 'Gender');
      const blocked = page.getByRole('button', { name: /^\d+ products blocked/ });
      const list = page.getByRole('region', { name: 'Blocked products' });
      await blocked.press('Enter');
      await list
        .getByText(/is also that of product/)
        .first()
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).press('Enter');
      await page.getByRole('link', { name: /^Download look-alikes .*\.csv$/ }).waitFor();
      await blocked.press('Enter');
      expect(await findBarriers(page)).toEqual([]);
      const open = list.getByRole('button', { name: /^Open product/ }).first();
      const id = (await open.getAttribute('aria-label'))?.replace('Open product ', '');
      await open.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForURL((url) => url.hash.includes(`/${id}`));
    });

    it('is whole in the smallest window', async () => {
      const { page } = await openWindow(given);
      await page.setViewportSize({ width: 640, height: 400 });
      await openForShop(page);
      await pick(page, /Shop system$/, 'Salesforce B2C Commerce');
      await page.getByRole('textbox', { name: 'The catalog’s id there' }).waitFor();
      await page.getByText('<recommendation').first().waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
    });
  },
);
