import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

const lists = 20;

inBrowser(
  'curating',
  () => startHost(60),
  (given) => {
    const listPane = (page: Page) => page.getByRole('complementary', { name: 'List' });
    const entriesOf = (page: Page) => listPane(page).locator('[data-key]');
    const inState = (page: Page, state: string) =>
      listPane(page).locator(`[data-key][data-state="${state}"]`);
    const waitForDone = (page: Page, count: number) =>
      listPane(page).getByText(`${count} of 60 done`).waitFor();

    async function openFirst(page: Page): Promise<void> {
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await entriesOf(page).nth(9).waitFor();
    }

    /** Goes on to a list that is not done, and waits until it is there. */
    async function next(page: Page): Promise<void> {
      const query = page.locator('.query-title');
      const before = await query.innerText();
      await page.keyboard.press('n');
      // The address is another one before the page is: its list and look-alikes would pass for the next ones.
      await expect.poll(() => query.innerText()).not.toBe(before);
      await page.locator('.results-grid[aria-busy="false"]').waitFor();
      await inState(page, 'suggested').nth(9).waitFor();
    }

    it('goes through twenty lists by keyboard alone; half is undone, and a reload finds all of it', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openFirst(page);
      for (let list = 0; list < lists; list++) {
        await page.keyboard.press('Shift+P');
        await inState(page, 'pinned').waitFor();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('a');
        await inState(page, 'accepted').waitFor();
        await page.keyboard.press('d');
        await waitForDone(page, list + 1);
        if (list < lists - 1) await next(page);
      }
      // Of three steps per list, the last ten lists' are taken back.
      for (let step = 0; step < (lists / 2) * 3; step++) await page.keyboard.press('z');
      await waitForDone(page, 10);
      await page.reload();
      await waitForDone(page, 10);
      await inState(page, 'suggested').nth(9).waitFor();
      await page.keyboard.press('Shift+Z');
      await listPane(page).getByText('1 begun').waitFor();
      await page.keyboard.press('z');
      await listPane(page).getByText('1 begun').waitFor({ state: 'detached' });
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('moves an entry with Alt and the arrows: it is pinned to its place; the fold line stays', async () => {
      const { page } = await openWindow(given);
      await openFirst(page);
      await next(page);
      const second = await entriesOf(page).nth(1).getAttribute('data-key');
      await page.keyboard.press('w');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Alt+ArrowDown');
      await listPane(page)
        .getByText(/Pinned by you to place 3/)
        .waitFor();
      await expect.poll(() => entriesOf(page).nth(2).getAttribute('data-key')).toBe(second);
      await listPane(page).getByText('The shop shows 5').waitFor();
      await page.keyboard.press('Backspace');
      await inState(page, 'pinned').waitFor({ state: 'detached' });
    });

    it('rejects several at once, leaves pins, and says so', async () => {
      const { page } = await openWindow(given);
      await openFirst(page);
      await next(page);
      await page.keyboard.press('p');
      await inState(page, 'pinned').waitFor();
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('x');
      await page.getByText(/Rejected 2 products. 1 product left, being so already or pinned/).waitFor();
      await expect.poll(() => inState(page, 'pinned').count()).toBe(1);
      await page.keyboard.press('d');
      await waitForDone(page, 11);
    });

    it('puts everything back where a decision is not kept, and says why', async () => {
      const { page } = await openWindow(given);
      await openFirst(page);
      await next(page);
      await page.route('**/api/lists.decideAll', (route) =>
        route.fulfill({
          json: { ok: false, error: { code: 'disk-full', message: 'The disk is full. Make room on it.' } },
        }),
      );
      await page.keyboard.press('a');
      await page.getByText('The decision was not kept. The disk is full. Make room on it.').waitFor();
      await inState(page, 'accepted').waitFor({ state: 'detached' });
    });

    it('has lists of other types, and keeps out what is sold out: said when the catalog is opened', async () => {
      const { page } = await openWindow(given);
      await openFirst(page);
      await page.getByRole('button', { name: 'Lists and stock…' }).press('Enter');
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: 'Cross-sell' }).press('Enter');
      await sheet.getByRole('button', { name: 'Remove the lists “Cross-sell”' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });

      await listPane(page).locator('button[aria-haspopup="listbox"]').press('Enter');
      await page.getByRole('option', { name: 'Cross-sell' }).click();
      await page.waitForURL(/type=cross-sell/);
      await listPane(page).getByText('Nothing is in this list yet.').waitFor();
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('a');
      await inState(page, 'accepted').waitFor();

      // Every season is sold out, and so is what was accepted.
      await page.getByRole('button', { name: 'Lists and stock…' }).press('Enter');
      await sheet.locator('button[aria-haspopup="listbox"]').press('Enter');
      await page.getByRole('option', { name: 'Season' }).click();
      const seasons = sheet.getByRole('checkbox');
      await seasons.first().waitFor();
      for (let at = 0; at < (await seasons.count()); at++) {
        await seasons.nth(at).press('Space');
        await sheet.getByRole('checkbox', { checked: true }).nth(at).waitFor();
      }
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await listPane(page).getByText('sold out').waitFor();
      await listPane(page).getByText('Nothing is in this list yet.').waitFor();

      await page.reload();
      await page.getByRole('button', { name: 'Look at them' }).press('Enter');
      await sheet
        .getByText(/Does not leave: .*sold out/)
        .first()
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: /Cross-sell/ }).press('Enter');
      await page.waitForURL(/type=cross-sell/);
    });
  },
);
