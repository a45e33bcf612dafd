import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { activeCell, findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 60;

async function countColumns(page: Page): Promise<number> {
  return Number(await gridOf(page, 'Products').getAttribute('aria-colcount'));
}

inBrowser(
  'the library',
  () => startHost(products),
  (given) => {
    it('shows every product, with no console error and no barrier that axe calls serious', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await statusLine(page).getByText(`${products} products`).waitFor();
      const columns = await countColumns(page);
      expect(columns).toBeGreaterThanOrEqual(3);
      await expect
        .poll(() => gridOf(page, 'Products').getAttribute('aria-rowcount'))
        .toBe(String(Math.ceil(products / columns)));
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('narrows by a facet, and back and forward go through the filters', async () => {
      const { page } = await openWindow(given);
      const field = page.getByRole('region', { name: 'Gender' });
      const value = field.getByRole('listitem').first();
      const count = Number(await value.locator('.facet-count').innerText());
      await value.getByRole('checkbox').press('Space');
      await statusLine(page).getByText(`${count} of ${products} products`).waitFor();
      await page.goBack();
      await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
      await page.goForward();
      await statusLine(page).getByText(`${count} of ${products} products`).waitFor();
      await page.reload();
      await statusLine(page).getByText(`${count} of ${products} products`).waitFor();
      await expect.poll(() => value.getByRole('checkbox').isChecked()).toBe(true);
    });

    it('leaves the keys of text to the search box, and a search from the look-alikes keeps the selection', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(1).click();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('no such product');
      await page.getByRole('heading', { name: 'No product matches' }).waitFor();
      await statusLine(page).getByText('1 selected, 1 hidden by filters').waitFor();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
      await statusLine(page)
        .getByText(/1 selected ·/)
        .waitFor();
    });

    it('has menus and a product in the details without a barrier, each page with one first heading and its icon', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(2).click();
      await page.getByRole('list', { name: 'Nearest look-alikes' }).getByRole('button').first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1);
      for (const name of [/^Catalog:/, 'Settings and more', /^Sort by/]) {
        await page.getByRole('button', { name }).click();
        await page.getByRole('menu').waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('menu').waitFor({ state: 'detached' });
      }
      const icon = await page.locator('link[rel=icon]').evaluate((link) => (link as HTMLLinkElement).href);
      expect((await page.request.get(icon)).headers()['content-type']).toContain('svg');
      expect(consoleErrors).toEqual([]);
    });

    it('says which filter to drop when nothing matches', async () => {
      const { page } = await openWindow(given);
      await page.keyboard.press('/');
      await page.keyboard.type('no such product');
      await page.getByRole('heading', { name: 'No product matches' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: `Drop the search “no such product” (${products})` }).click();
      await gridOf(page, 'Products').getByRole('gridcell').first().waitFor();
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
    });

    it('selects like a file manager: click, Shift, Ctrl, everything, nothing', async () => {
      const { page } = await openWindow(given);
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      await cells.nth(1).click();
      await statusLine(page).getByText('1 selected').waitFor();
      await cells.nth(6).click({ modifiers: ['Shift'] });
      await statusLine(page).getByText('6 selected').waitFor();
      await cells.nth(3).click({ modifiers: ['ControlOrMeta'] });
      await statusLine(page).getByText('5 selected').waitFor();
      await page.keyboard.press('ControlOrMeta+a');
      await statusLine(page).getByText(`${products} selected`).waitFor();
      await page.keyboard.press('Escape');
      await statusLine(page).getByText('selected').waitFor({ state: 'detached' });
    });

    it('selects what a rubber band touches', async () => {
      const { page } = await openWindow(given);
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      const first = await cells.nth(0).boundingBox();
      const last = await cells.nth((await countColumns(page)) + 1).boundingBox();
      if (first === null || last === null) throw new Error('The first cells are not on screen.');
      await page.mouse.move(first.x + 10, first.y + 10);
      await page.mouse.down();
      await page.mouse.move(last.x + 20, last.y + 20, { steps: 5 });
      await page.mouse.up();
      await statusLine(page).getByText('4 selected').waitFor();
    });

    it('is walked with the keyboard, and a reload finds the same product', async () => {
      const { page } = await openWindow(given);
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
      await page.keyboard.press('End');
      // A cell is there before the name of its product is.
      const name = await activeCell(page, 'Products').filter({ hasText: /\S/ }).innerText();
      await expect
        .poll(() => activeCell(page, 'Products').getAttribute('data-index'))
        .toBe(String(products - 1));
      await page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { name }).waitFor();
      await page.waitForURL(/product=/);
      await page.reload();
      await activeCell(page, 'Products').filter({ hasText: name }).waitFor();
    });

    it('shows a product with its attributes, its file and its nearest look-alikes on a click', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(2).click();
      const details = page.getByRole('complementary', { name: 'Details' });
      await details.getByRole('list', { name: 'Nearest look-alikes' }).getByRole('button').nth(5).waitFor();
      await details.getByText('Article type').waitFor();
      await details.getByText(/\.jpg$/).waitFor();
    });

    it('shows a product large with Space, and the arrow keys go on', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(0).click();
      await page.keyboard.press('Space');
      const dialog = page.getByRole('dialog', { name: 'Large picture' });
      await dialog.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      const second = gridOf(page, 'Products').locator('[data-index="1"]');
      const name = await second.filter({ hasText: /\S/ }).innerText();
      await dialog.getByText(name).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect
        .poll(() => gridOf(page, 'Products').evaluate((grid) => grid === document.activeElement))
        .toBe(true);
    });
  },
);
