import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { startLabelledPictures } from '../fixtures/labelledPictures.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { findBarriers, holdAnswers, openWindow, statusLine } from '../fixtures/window.ts';

inBrowser(
  'metadata repair',
  () => startLabelledPictures(),
  (given) => {
    const queue = (page: Page) => page.getByRole('grid', { name: 'Suggestions' });
    const neighbours = (page: Page) => page.getByRole('grid', { name: 'Neighbours' });
    const toDecide = (page: Page, text: string) =>
      statusLine(page).getByText(`${text} to decide on`, { exact: true }).waitFor();
    /** The suggestion is known, and so are its neighbours: then the keys decide. */
    const canDecide = (page: Page) =>
      page.locator('section[aria-label="Suggestion"][aria-busy="false"]').waitFor();
    const typeOf = async (id: string) =>
      (await given.host.engine.call('products.get', { id })).attributes['type'] ?? '';

    async function openRepair(page: Page): Promise<void> {
      await page.getByRole('link', { name: 'Repair' }).press('Enter');
      await page.waitForURL(/#\/repair/);
    }

    /** Shows the suggestion for a product, wherever it stands. */
    async function showSuggestion(page: Page, id: string): Promise<void> {
      const row = queue(page).getByRole('row').filter({ hasText: id });
      await row.click();
      await page.locator('.repair-product figcaption', { hasText: id }).waitFor();
      await canDecide(page);
    }

    it('teaches what it is for, looks, and decides one after the other by keyboard alone; undo takes it back', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openRepair(page);
      await page.getByRole('heading', { name: 'Find values that the pictures contradict' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Look at the metadata' }).press('Enter');
      await toDecide(page, '4 suggestions');
      await expect.poll(() => queue(page).getByRole('row').count()).toBe(4);
      await canDecide(page);
      await expect.poll(() => neighbours(page).getByRole('gridcell').count()).toBeGreaterThan(9);
      const fields = page.getByRole('region', { name: 'Fields' });
      await fields.getByText('Pictures cannot tell it. Neighbours find').waitFor();
      await fields.getByText('All products have the same value.').waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await showSuggestion(page, 'Shirts-3');
      await page.getByRole('heading', { name: 'Type: Bags → Shirts' }).waitFor();
      await page
        .getByText(/^2\d of 30 neighbours say Shirts, \w+ says? Bags as the product does\.$/)
        .waitFor();
      await page.getByText(/^The words? .*“shirt”.* in its name.* for Shirts\.$/).waitFor();
      await neighbours(page).focus();
      await page.keyboard.press('Enter');
      await toDecide(page, '3 suggestions');
      expect(await typeOf('Shirts-3')).toBe('Shirts');
      await statusLine(page).getByText('· 1 corrected').waitFor();

      await showSuggestion(page, 'Shoes-7');
      await page.keyboard.press('n');
      await toDecide(page, '2 suggestions');
      expect(await typeOf('Shoes-7')).toBe('Shirts');

      // The first one goes, and those after it move up.
      await queue(page).getByRole('row').first().click();
      await page.getByText(/^Suggestion 1 of 2/).waitFor();
      await canDecide(page);
      await page.keyboard.press('a');
      await toDecide(page, '1 suggestion');

      await page.keyboard.press('z');
      await toDecide(page, '2 suggestions');
      await page.keyboard.press('z');
      await toDecide(page, '3 suggestions');
      await page.keyboard.press('z');
      await toDecide(page, '4 suggestions');
      expect(await typeOf('Shirts-3')).toBe('Bags');
      expect(consoleErrors).toEqual([]);
    });

    it('keeps which suggestions are shown and which is seen in its address', async () => {
      const { page } = await openWindow(given);
      await openRepair(page);
      await toDecide(page, '4 suggestions');
      await page.getByRole('radio', { name: 'All', exact: true }).press('ArrowRight');
      await page.getByRole('radio', { name: 'Doubtful' }).press('ArrowRight');
      await page.waitForURL(/kind=missing/);
      await toDecide(page, '2 suggestions');
      await canDecide(page);
      await page.keyboard.press('x');
      await page.waitForURL(/suggestion=2/);
      const address = new URL(page.url()).hash;
      await page.reload();
      await toDecide(page, '2 suggestions');
      await page.getByText(/^Suggestion 2 of 2 · of such suggestions/).waitFor();
      expect(new URL(page.url()).hash).toBe(address);
    });

    it('says of a key that comes before the neighbours of a suggestion that they are on their way', async () => {
      const { page } = await openWindow(given);
      const letGo = await holdAnswers(page, 'repair.evidence');
      await openRepair(page);
      await page.getByText(/^Suggestion 1 of 4/).waitFor();
      await page.keyboard.press('a');
      await page.getByText('The suggestion is still being loaded.').waitFor();
      letGo();
      await canDecide(page);
      await toDecide(page, '4 suggestions');
      await page.keyboard.press('n');
      await toDecide(page, '3 suggestions');
      await page.keyboard.press('z');
      await toDecide(page, '4 suggestions');
    });

    it('shows what accepting all would change, does it at once, and one undo takes that back', async () => {
      const { page } = await openWindow(given);
      await openRepair(page);
      await toDecide(page, '4 suggestions');
      await page.getByRole('button', { name: 'Accept all…' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Accept all suggestions' });
      const from = sheet.getByRole('textbox', { name: 'From confidence (%)' });
      await from.fill('50');
      await from.press('Tab');
      await sheet.getByText('4 values of 4 products would be corrected.').waitFor();
      await expect
        .poll(() => sheet.getByRole('table', { name: 'Examples' }).getByRole('row').count())
        .toBe(5);
      expect(await findBarriers(page)).toEqual([]);
      expect(await typeOf('Bags-5')).toBe('');
      await sheet.getByRole('button', { name: 'Correct 4 values' }).press('Enter');
      await page.getByRole('heading', { name: 'No suggestion is left to decide on' }).waitFor();
      await sheet.waitFor({ state: 'detached' });
      expect(await typeOf('Bags-5')).toBe('Bags');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Corrections as CSV' }).press('Enter');
      const text = readFileSync(await (await download).path(), 'utf8');
      expect(text).toContain('Shirts-3,type,Shirts,Bags,Bags,metadata as it was,');
      await page.keyboard.press('z');
      await toDecide(page, '4 suggestions');
      expect(await typeOf('Bags-5')).toBe('');
    });

    it('can be used in a small window', async () => {
      const { page } = await openWindow(given);
      await openRepair(page);
      await toDecide(page, '4 suggestions');
      await page.setViewportSize({ width: 640, height: 400 });
      await canDecide(page);
      expect(await findOutOfReach(page)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Accept all…' }).press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocusLost(page)).toBe(false);
    });

    it('a value is corrected by hand where the product is shown, which says so and takes it back', async () => {
      const { page } = await openWindow(given);
      await page
        .getByRole('option', { name: /Bags-1$/ })
        .or(page.getByRole('gridcell', { name: /Bags-1$/ }))
        .first()
        .click();
      const details = page.locator('.detail[aria-busy="false"]').filter({ hasText: 'Bags-1' });
      await details.getByRole('button', { name: 'Correct attributes…' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Correct Plain Bag Bags-1' });
      await sheet.getByRole('textbox', { name: 'Brand' }).fill('Zenith');
      expect(await findBarriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Correct 1 value' }).press('Enter');
      await details.getByText('Corrected; the metadata says Acme').waitFor();
      await details.getByRole('button', { name: 'Correct attributes…' }).press('Enter');
      const back = sheet.getByRole('button', { name: 'Back to what the metadata says: Brand' });
      await back.waitFor();
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await back.press('Enter');
      await sheet.getByRole('button', { name: 'Correct 1 value' }).press('Enter');
      await details.getByText('Corrected; the metadata says Acme').waitFor({ state: 'detached' });
      await details.getByText('Acme').waitFor();
    });
  },
);
