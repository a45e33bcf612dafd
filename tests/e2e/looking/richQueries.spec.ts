import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { activeCell, findBarriers, gridOf, holdAnswers, openWindow, statusLine } from '../fixtures/window.ts';

// The second half are copies of the first, so every product has a variant.
inBrowser(
  'queries of several wishes',
  () => startHost(40, 80),
  (given) => {
    async function openLookAlikes(): Promise<{ page: Page; consoleErrors: readonly string[] }> {
      const opened = await openWindow(given);
      await gridOf(opened.page, 'Products').getByRole('gridcell').first().click();
      await opened.page.keyboard.press('Enter');
      await gridOf(opened.page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      return opened;
    }

    /** Of the first ones: how many more are drawn below the window's edge is the grid's own affair. */
    const names = async (page: Page) =>
      (await gridOf(page, 'Look-alikes').locator('.ranked-name').allInnerTexts()).slice(0, 8);

    it('are told by keys, stand in the address, weigh live, and are taken back one by one', async () => {
      const { page, consoleErrors } = await openLookAlikes();
      const before = await names(page);
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('ArrowRight');
      await activeCell(page, 'Look-alikes').waitFor();
      await page.keyboard.press('Shift+U');
      await page.waitForURL(/unlike=/);
      const wishes = page.getByRole('region', { name: 'Also asked for' });
      await wishes.getByText(/^Not like/).waitFor();
      await page.keyboard.press('Shift+L');
      await page.waitForURL(/[?&]like=/);
      await wishes.getByText(/^Also like/).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const answered = page.waitForResponse((response) => {
        const sent = response.request().postDataJSON() as { unlikeWeight?: number } | null;
        return response.url().endsWith('/api/search.similar') && sent?.unlikeWeight === 1;
      });
      await wishes.getByRole('slider', { name: 'How much not like' }).press('End');
      await answered;
      await page.waitForURL(/away=1/);
      await page.reload();
      await wishes.getByText('100 %').waitFor();
      await wishes.getByRole('button', { name: /^Not like .* take back$/ }).press('Enter');
      await wishes.getByText(/^Not like/).waitFor({ state: 'detached' });
      await wishes.getByRole('button', { name: /^Also like .* take back$/ }).press('Enter');
      await expect.poll(() => names(page)).toEqual(before);
      expect(consoleErrors).toEqual([]);
    });

    it('take every key while the next answer is on its way, as said of what is shown', async () => {
      const { page } = await openLookAlikes();
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => activeCell(page, 'Look-alikes').getAttribute('data-index')).toBe('1');
      const [, second = '', third = '', fourth = ''] = await names(page);
      const letGo = await holdAnswers(page, 'search.similar');
      await page.keyboard.press('Shift+U');
      await page.keyboard.press('Shift+L');
      await page.keyboard.press('a');
      const wishes = page.getByRole('region', { name: 'Also asked for' });
      await wishes.getByText(`Not like ${second}`).waitFor();
      await wishes.getByText(`Also like ${third}`).waitFor();
      const accepted = page.locator('.look-alike[data-decision=accepted] .ranked-name');
      await expect.poll(() => accepted.allInnerTexts()).toEqual([fourth]);
      expect(await names(page)).toContain(second);
      letGo();
      await expect.poll(() => names(page)).not.toContain(second);
    });

    it('say so where a key comes before the look-alikes of another product', async () => {
      const { page } = await openLookAlikes();
      const letGo = await holdAnswers(page, 'search.similar');
      const address = page.url();
      await gridOf(page, 'Look-alikes').press('Enter');
      await page.waitForURL((url) => url.href !== address && url.hash.includes('trail='));
      await page.keyboard.press('a');
      await page.getByText('The look-alikes are still being found.').waitFor();
      letGo();
      await page.locator('.results-grid[aria-busy=false]').waitFor();
      await page.keyboard.press('a');
      await page.locator('.look-alike[data-decision=accepted]').waitFor();
    });

    it('look for a part of the picture, drawn by keyboard, which stays with the query', async () => {
      const { page, consoleErrors } = await openLookAlikes();
      const before = await names(page);
      await page.keyboard.press('r');
      const sheet = page.getByRole('dialog', { name: 'Look for a part of the picture' });
      const corner = sheet.getByRole('button', { name: /^Lower right corner/ });
      await corner.focus();
      for (let step = 0; step < 9; step++) await corner.press('Shift+ArrowLeft');
      expect(await findBarriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Show its look-alikes' }).press('Enter');
      await page.waitForURL(/[?&]part=0\.2/);
      await sheet.waitFor({ state: 'detached' });
      await page.locator('.region-outline').waitFor({ state: 'attached' });
      await expect.poll(() => names(page)).not.toEqual(before);
      const ofPart = await names(page);
      await page.reload();
      await page.locator('.region-outline').waitFor({ state: 'attached' });
      await expect.poll(() => names(page)).toEqual(ofPart);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'All of the picture' }).press('Enter');
      await expect.poll(() => names(page)).toEqual(before);
      await page.goBack();
      await expect.poll(() => names(page)).toEqual(ofPart);
      expect(consoleErrors).toEqual([]);
    });

    it('say that a part of no size cannot be looked for, and take it out of the address', async () => {
      const { page, consoleErrors } = await openLookAlikes();
      const before = await names(page);
      await page.evaluate(() => {
        location.hash = `${location.hash.split('?')[0]}?part=0.5,0.5,0,0`;
      });
      const told = page.getByText('The part of the picture in this address, 0.5,0.5,0,0, has no size');
      await told.waitFor();
      await expect.poll(() => page.evaluate(() => location.hash)).not.toContain('part');
      await expect.poll(() => names(page)).toEqual(before);
      await page.reload();
      await expect.poll(() => names(page)).toEqual(before);
      await expect.poll(() => told.count()).toBe(0);
      expect(consoleErrors).toEqual([]);
    });

    it('limit the score and fold variants, which V unfolds', async () => {
      const { page } = await openLookAlikes();
      await page.getByRole('button', { name: 'Refine', exact: true }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Refine' });
      await dialog.getByRole('checkbox', { name: 'Variants of one product as one' }).press('Space');
      await page.waitForURL(/variants=grouped/);
      for (let step = 0; step < 3; step++)
        await dialog.getByRole('slider', { name: 'Least score' }).press('ArrowRight');
      await page.waitForURL(/from=0\.03/);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Refine (2)' }).waitFor();
      await gridOf(page, 'Look-alikes').locator('.look-alike-variants').first().waitFor();
      // The grid holds what is in sight alone; the status line says how many there are.
      const shown = async () =>
        Number(/(\d+) look-alikes? from/.exec(await statusLine(page).innerText())?.[1]);
      const count = await shown();
      await gridOf(page, 'Look-alikes').focus();
      // The nearest is the query's own variant; the one after it stands for two.
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      const active = activeCell(page, 'Look-alikes');
      await expect.poll(() => active.getAttribute('data-index')).toBe('1');
      const variants = Number(/\d+/.exec(await active.locator('.look-alike-variants').innerText())?.[0]);
      expect(variants).toBeGreaterThan(0);
      await page.keyboard.press('v');
      await page.waitForURL(/unfold=/);
      await expect.poll(shown).toBe(count + variants);
      await page.goBack();
      await expect.poll(shown).toBe(count);
    });
  },
);
