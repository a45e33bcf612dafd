/** How much colour counts among look-alikes, wished in a real browser. */
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

inBrowser(
  'a weight of colour',
  // The second half came in without colours, as in a catalog of an earlier version.
  () => startHost(40, 80),
  (given) => {
    const colourSlider = (page: Page) => page.getByRole('slider', { name: 'Same colour' });

    /** Of the first look-alike: what its score is made of. */
    const firstNote = (page: Page) =>
      gridOf(page, 'Look-alikes').locator('.ranked-score').first().getAttribute('title');

    async function openRefine(page: Page): Promise<void> {
      await page.getByRole('button', { name: /^Refine/ }).press('Enter');
      await page.getByRole('dialog', { name: 'Refine' }).waitFor();
    }

    it('waits for colours to be read, acts live by keyboard, stays in the address, and is taken back', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await openRefine(page);
      await page.getByText(/^The colours of 40 pictures are not known yet/).waitFor();
      await expect.poll(() => colourSlider(page).isDisabled()).toBe(true);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Read colours' }).press('Enter');
      await page.getByText('More look-alikes of the same colour, fewer of the same kind.').waitFor();
      await expect.poll(() => colourSlider(page).isEnabled()).toBe(true);
      expect(await firstNote(page)).toBeNull();
      await colourSlider(page).press('End');
      await page.waitForURL(/[?&]colour=0\.9/);
      await expect.poll(() => firstNote(page)).toMatch(/^look [01]\.\d+, colour [01]\.\d+$/);
      await page.keyboard.press('Escape');
      await page.getByRole('grid', { name: 'List as it leaves' }).getByRole('row').first().focus();
      await page
        .locator('.leaving-why', {
          hasText: /score [01]\.\d+, mixed from look .* \(10\s%\) and colour .* \(90\s%\)\./,
        })
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.reload();
      await expect.poll(() => firstNote(page)).toMatch(/colour/);
      await openRefine(page);
      await page.getByRole('button', { name: 'Without these' }).press('Enter');
      await expect.poll(() => page.url()).not.toMatch(/colour=/);
      await expect.poll(() => firstNote(page)).toBeNull();
      expect(consoleErrors).toEqual([]);
      await page.context().close();
    });

    it('is refused in words by distances that are no similarity, and can be taken back there', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      const address = new URL(page.url());
      address.hash += `${address.hash.includes('?') ? '&' : '?'}metric=manhattan&colour=0.3`;
      await page.goto(address.href);
      await page
        .locator('.error-note-message', { hasText: 'By manhattan distance colour' })
        .first()
        .waitFor();
      await openRefine(page);
      await colourSlider(page).press('Home');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await expect.poll(() => colourSlider(page).isDisabled()).toBe(true);
      await page.context().close();
    });
  },
);
