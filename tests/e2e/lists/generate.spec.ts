import type { Page } from 'playwright';
import { beforeEach, expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 12;

inBrowser(
  'generating lists',
  () => startHost(products),
  (given) => {
    let page: Page;
    let consoleErrors: readonly string[];
    beforeEach(async () => {
      ({ page, consoleErrors } = await openWindow(given));
      return () => page.context().close();
    });

    async function showSheet(): Promise<void> {
      await page.getByRole('button', { name: 'Settings and more' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Generate lists…' }).press('Enter');
      await page.getByRole('dialog', { name: 'Generate lists' }).waitFor();
    }

    async function enter(name: string, value: string): Promise<void> {
      const field = page.getByRole('textbox', { name });
      await field.fill(value);
      await field.press('Enter');
    }

    it('tries rules out, makes the lists, and takes them back, by keyboard alone', async () => {
      await showSheet();
      await enter('Length', '3');
      await enter('At least alike, %', '100');
      await page.getByText('All products get any products, at least 100 % alike').waitFor();
      await page.getByRole('button', { name: 'Try it out' }).press('Enter');
      await page.getByText(`0 of ${products} lists would be full`).waitFor();
      const row = page.getByRole('row', { name: /^Rule 1: how alike they must be/ });
      expect(await row.getByRole('cell').allInnerTexts()).toEqual(['12', '36', '36']);
      expect(await findBarriers(page)).toEqual([]);
      await enter('At least alike, %', '0');
      await page.getByText(`0 of ${products} lists would be full`).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Generate', exact: true }).press('Enter');
      await page.getByText(`${products} lists made, with 36 suggestions.`).waitFor();
      await page.getByRole('button', { name: 'Undo' }).press('Enter');
      await page.getByText('The generated lists were taken back.').waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('picks conditions by field and value, and says the rule as a sentence', async () => {
      await showSheet();
      await page.getByRole('button', { name: 'Add a condition on products it recommends' }).press('Enter');
      const value = page.getByRole('button', { name: /Value 1 of products it recommends$/ });
      const chosen = await value.locator('.select-value').innerText();
      await page.getByText(`All products get ${chosen}`).waitFor();
      await page.getByRole('button', { name: 'Remove condition 1 of products it recommends' }).press('Enter');
      await page.getByText('All products get any products', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Add a rule' }).press('Enter');
      await page.getByRole('button', { name: 'Remove rule 2' }).press('Enter');
      await page.getByRole('button', { name: 'Remove rule 2' }).waitFor({ state: 'detached' });
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
    });

    it('recommends what is selected, to products by words or by their ids', async () => {
      await gridOf(page, 'Products').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+ArrowRight');
      await statusLine(page).getByText('2 selected').waitFor();
      await showSheet();
      const choose = async (which: string, option: string | RegExp) => {
        await page.getByRole('button', { name: new RegExp(`${which}$`) }).press('Enter');
        await page.getByRole('option', { name: option }).click();
      };
      for (const name of ['products whose lists it makes', 'products it recommends'])
        await page.getByRole('button', { name: `Add a condition on ${name}` }).press('Enter');
      await choose('Field 1 of products it recommends', 'Selected products (2)');
      await choose('Field 1 of products whose lists it makes', 'Name or id');
      const value = page.getByRole('textbox', { name: 'Value 1 of products whose lists it makes' });
      await value.fill('wom');
      await page.getByText('“wom” get selected products').waitFor();
      await choose('Field 1 of products whose lists it makes', 'Products by their ids');
      await value.fill('no such product');
      await page.getByText('1 chosen product get selected products').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page
        .getByRole('button', { name: 'Remove condition 1 of products whose lists it makes' })
        .press('Enter');
      await page.getByRole('button', { name: 'Try it out' }).press('Enter');
      // The two that are selected recommend each other; all others get both.
      await page.getByText(`0 of ${products} lists would be full`).waitFor();
      const row = page.getByRole('row', { name: /^Rule 1: which products may be in the list/ });
      expect((await row.getByRole('cell').allInnerTexts())[0]).toBe(String(products));
      expect(consoleErrors).toEqual([]);
    });

    it('makes lists of what is selected, with limits per several fields and without products, by rules put in order', async () => {
      await gridOf(page, 'Products').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+ArrowRight');
      await statusLine(page).getByText('2 selected').waitFor();
      await showSheet();
      await page.getByRole('radio', { name: 'Selection (2)' }).press('Space');
      await enter('Length', '3');
      await page.getByRole('button', { name: 'Add a limit per value' }).press('Enter');
      await page.getByRole('button', { name: 'Add a limit per value' }).press('Enter');
      await page.getByText(/^All products get any products, at most 2 per .* and 2 per /).waitFor();
      await page
        .getByRole('button', { name: /^Remove the limit per/ })
        .nth(1)
        .press('Enter');
      await page.getByRole('button', { name: /^Left out/ }).press('Enter');
      await page.getByRole('button', { name: 'Add what is selected (2)' }).press('Enter');
      const sentence = page.getByText(
        /^All products get any products, at most 2 per .*, without 2 products$/,
      );
      await sentence.waitFor();
      await page.getByRole('button', { name: 'Add a rule' }).press('Enter');
      const second = page.getByRole('button', { name: /^Rule 2/ });
      await page.getByRole('button', { name: 'Try rule 2 earlier' }).press('Enter');
      await second.filter({ has: sentence }).waitFor();
      await page.getByRole('button', { name: 'Try rule 2 earlier' }).press('Enter');
      await page
        .getByRole('button', { name: /^Rule 1/ })
        .filter({ has: sentence })
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('button', { name: 'Try it out' }).press('Enter');
      await page.getByText(/ of 2 lists would be full/).waitFor();
      const examples = page.getByRole('table', { name: 'Examples' });
      await expect.poll(() => examples.getByRole('rowheader').locator('img').count()).toBe(2);
      await expect.poll(() => examples.getByRole('cell').locator('img').count()).toBeGreaterThan(0);
      const pictures = (role: 'rowheader' | 'cell') =>
        examples
          .getByRole(role)
          .locator('img')
          .evaluateAll((images) => images.map((image) => image.getAttribute('src')));
      const leftOut = new Set(await pictures('rowheader'));
      expect((await pictures('cell')).filter((picture) => leftOut.has(picture))).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('shows how often products are recommended, also after a reload, and leads to them', async () => {
      await page.getByRole('link', { name: 'Insight' }).press('Enter');
      await page.getByRole('link', { name: 'Exposure' }).press('Enter');
      await page.getByText('Which products are never recommended?').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await enter('Length', '1');
      await page.getByRole('button', { name: 'Count', exact: true }).press('Enter');
      const orphans = page.getByRole('heading', { name: /are in no list$/ });
      await orphans.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const count = Number.parseInt(await orphans.innerText(), 10);
      await page.reload();
      await orphans.waitFor();
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('button', { name: 'Show them in the library' }).first().press('Enter');
      await gridOf(page, 'Products').waitFor();
      await statusLine(page).getByText(`${count} of ${products} products`).waitFor();
      expect(consoleErrors).toEqual([]);
    });
  },
);
