import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { activeCell, findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 24;

inBrowser(
  'the lists place',
  () => startHost(products),
  (given) => {
    const overview = (page: Page) => page.getByRole('navigation', { name: 'How far the lists are' });
    const showState = (page: Page, name: string) =>
      overview(page)
        .getByRole('region', { name: 'Look-alikes' })
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .press('Enter');
    const tiles = (page: Page) => gridOf(page, 'Lists').getByRole('gridcell');
    const hasState = (page: Page, name: string, count: number) =>
      overview(page)
        .getByRole('link', { name: new RegExp(`^${name}\\s*${count}$`) })
        .first()
        .waitFor();

    async function openLists(page: Page): Promise<void> {
      await page.getByRole('link', { name: 'Lists', exact: true }).press('Enter');
      await page.waitForURL(/#\/lists/);
      await tiles(page).first().locator('img').waitFor();
    }

    it('shows how far the lists are; several are said to be done at once, and one undo takes that back', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openLists(page);
      await hasState(page, 'Not begun', products);
      await gridOf(page, 'Lists').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await statusLine(page).getByText('3 selected').waitFor();
      await page.keyboard.press('d');
      await page.getByText('3 lists done.').waitFor();
      await hasState(page, 'Done', 3);
      expect(await findBarriers(page)).toEqual([]);
      await showState(page, 'Done');
      await page.waitForURL(/state=done/);
      await statusLine(page).getByText(`3 of ${products} lists`).waitFor();
      await page.reload();
      await statusLine(page).getByText(`3 of ${products} lists`).waitFor();
      await gridOf(page, 'Lists').focus();
      await page.keyboard.press('z');
      await page.getByText('No list is done yet').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show all lists' }).press('Enter');
      await hasState(page, 'Done', 0);
      expect(consoleErrors).toEqual([]);
    });

    it('leads to a list with its pane open, says what was decided there, and what the list lacks', async () => {
      const { page } = await openWindow(given);
      await page.getByRole('button', { name: 'Details' }).press('Enter');
      await openLists(page);
      await page.setViewportSize({ width: 640, height: 400 });
      await gridOf(page, 'Lists').focus();
      await page.keyboard.press('Home');
      await activeCell(page, 'Lists').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/look-alikes\//);
      await page.getByRole('complementary', { name: 'List' }).waitFor();
      await page.setViewportSize({ width: 1280, height: 800 });
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('p');
      await page.getByRole('complementary', { name: 'List' }).locator('[data-state="pinned"]').waitFor();
      await page.getByRole('link', { name: 'Lists', exact: true }).press('Enter');
      await showState(page, 'Begun');
      await tiles(page).filter({ hasText: '1 pinned' }).filter({ hasText: '10 entries' }).waitFor();
      await expect.poll(() => tiles(page).count()).toBe(1);

      // A type without suggestions: all places are empty.
      await page.getByRole('button', { name: 'Lists and stock…' }).press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Cross-sell' }).press('Enter');
      await page.getByRole('button', { name: 'Remove the lists “Cross-sell”' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await overview(page)
        .getByRole('region', { name: 'Cross-sell' })
        .getByRole('link', { name: 'Not begun' })
        .press('Enter');
      await tiles(page).filter({ hasText: '10 missing' }).first().waitFor();
      await page.keyboard.press('n');
      await page.waitForURL(/#\/look-alikes\/.*type=cross-sell/);
      await gridOf(page, 'Look-alikes').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(/#\/lists\?.*type=cross-sell&state=untouched/);
    });

    it('orders the lists by what matters: counts first where it must, and goes on in that order', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openLists(page);
      const menu = page.getByRole('button', { name: /^Order of the lists/ });
      const choose = async (name: RegExp) => {
        await menu.press('Enter');
        await page.getByRole('menuitem', { name }).press('Enter');
      };
      await choose(/^Most recommended first/);
      await page.waitForURL(/#\/lists\?.*order=most-recommended/);
      await page.getByText('How often products are recommended is not counted yet').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Count now' }).press('Enter');
      await page.getByText(/^Counted .*, in lists of 10/).waitFor();
      await tiles(page).first().locator('img').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });

      // No list of this type has an entry: with one, the first one stands last.
      await overview(page)
        .getByRole('region', { name: 'Cross-sell' })
        .getByRole('link', { name: 'All' })
        .press('Enter');
      await choose(/^Most places missing first/);
      await page.waitForURL(/type=cross-sell&order=most-missing/);
      await tiles(page).filter({ hasText: '10 missing' }).first().waitFor();
      await gridOf(page, 'Lists').focus();
      const productAt = async (key: 'Home' | 'End') => {
        const before = page.url();
        await page.keyboard.press(key);
        await page.waitForURL((url) => url.href !== before && url.hash.includes('product='));
        return /product=([^&]+)/.exec(page.url())?.[1];
      };
      await productAt('End');
      const first = await productAt('Home');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/look-alikes\/.*order=most-missing/);
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('a');
      await page.getByRole('complementary', { name: 'List' }).locator('[data-state="accepted"]').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForURL(/#\/lists\?.*order=most-missing/);
      await activeCell(page, 'Lists').filter({ hasText: '9 missing' }).waitFor();
      await productAt('Home');
      expect(await productAt('End')).toBe(first);
      await page.keyboard.press('n');
      await page.waitForURL(/#\/look-alikes\/.*order=most-missing/);
      await page.getByRole('complementary', { name: 'List' }).getByText('Not begun').waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('keeps to the library’s filters, and all of it is in reach in a small window', async () => {
      const { page } = await openWindow(given);
      await page.getByRole('region', { name: 'Gender' }).getByRole('checkbox').first().press('Space');
      await page.waitForURL(/where\.gender=/);
      await statusLine(page)
        .getByText(new RegExp(`of ${products} products`))
        .waitFor();
      await openLists(page);
      await statusLine(page)
        .getByRole('button', { name: /^Drop Gender/ })
        .waitFor();
      await expect.poll(() => tiles(page).count()).toBeLessThan(products);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.getByRole('button', { name: 'Queue' }).press('Enter');
      await overview(page).waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      await page.getByRole('button', { name: 'Queue' }).press('Enter');
      await page.setViewportSize({ width: 1280, height: 800 });
      await statusLine(page)
        .getByRole('button', { name: /^Drop Gender/ })
        .press('Enter');
      await statusLine(page).getByText(`${products} lists`).waitFor();
    });

    it('says why one was rejected, in words that are offered again, and for how long one is pinned', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const pane = page.getByRole('complementary', { name: 'List' });
      const rejected = pane.getByRole('region', { name: 'Rejected' });
      const sheet = page.getByRole('dialog');
      const endOfSheet = () => sheet.waitFor({ state: 'detached' });
      await gridOf(page, 'Products').focus();
      await page.keyboard.press('End');
      await activeCell(page, 'Products').waitFor();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await pane.locator('[data-key]').nth(9).waitFor();
      await page.keyboard.press('w');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+X');
      await sheet.getByRole('textbox', { name: 'Why' }).fill('wrong colour');
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await endOfSheet();
      await rejected.getByText('rejected: wrong colour').waitFor();
      await gridOf(page, 'Look-alikes').getByText('rejected: wrong colour').waitFor();

      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+X');
      await sheet.getByRole('button', { name: 'wrong colour' }).press('Enter');
      await endOfSheet();
      await rejected.getByText('rejected: wrong colour').nth(1).waitFor();
      await page.keyboard.press('z');
      await rejected.getByText('rejected: wrong colour').nth(1).waitFor({ state: 'detached' });
      await rejected.getByRole('button', { name: /^Say why .* was rejected$/ }).press('Enter');
      await sheet.getByRole('textbox', { name: 'Why' }).fill('');
      await page.keyboard.press('Enter');
      await endOfSheet();
      await rejected.getByText('rejected: wrong colour').waitFor({ state: 'detached' });

      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('e');
      await sheet.getByLabel('From').fill('2999-12-09');
      await sheet.getByLabel('Until').fill('2999-12-03');
      await sheet.getByRole('alert').getByText('The last day lies before the first.').waitFor();
      await sheet.getByLabel('From').fill('');
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await sheet.getByLabel('Until').press('Enter');
      await endOfSheet();
      await pane.getByText('pinned until 3 Dec 2999').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.reload();
      await pane.getByText('pinned until 3 Dec 2999').waitFor();
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await page.keyboard.press('z');
      await pane.getByText('pinned until 3 Dec 2999').waitFor({ state: 'detached' });
      expect(consoleErrors).toEqual([]);
    });

    it('marks what is sold out in the library, in its details and among the lists', async () => {
      const { page } = await openWindow(given);
      await openLists(page);
      await page.getByRole('button', { name: 'Lists and stock…' }).press('Enter');
      const sheet = page.getByRole('dialog');
      await sheet.locator('button[aria-haspopup="listbox"]').press('Enter');
      await page.getByRole('option', { name: 'Gender' }).click();
      await sheet.getByRole('checkbox').first().press('Space');
      await sheet.getByRole('checkbox', { checked: true }).waitFor();
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await tiles(page).filter({ hasText: 'Sold out' }).first().waitFor();
      await page.getByRole('link', { name: 'Library', exact: true }).press('Enter');
      const marked = gridOf(page, 'Products').getByRole('gridcell').filter({ hasText: 'Sold out' });
      await marked.first().click();
      await page.getByRole('complementary', { name: 'Details' }).getByText('Sold out').waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  },
);
