import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmptyHost } from './fixtures/emptyHost.ts';
import { findObstacle } from './fixtures/host.ts';
import { startTwoKinds, twoKinds } from './fixtures/twoKinds.ts';
import { firstImportMs, gridOf, openWindow, startBrowser, statusLine } from './fixtures/window.ts';

const obstacle = findObstacle();

describe.skipIf(obstacle !== null)(
  obstacle === null
    ? 'while an answer is on its way'
    : `while an answer is on its way (skipped: ${obstacle})`,
  () => {
    let host: EmptyHost;
    let browser: Browser;

    beforeAll(async () => {
      host = await startTwoKinds();
      browser = await startBrowser();
    }, firstImportMs);

    afterAll(async () => {
      await browser?.close();
      await host?.stop();
    });

    /** Keeps back the answers to a call whose input holds these words, until told to let them go. */
    async function hold(page: Page, method: string, words: string): Promise<() => void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route(`**/api/${method}`, async (route) => {
        if (route.request().postData()?.includes(words) === true) await promise;
        await route.continue();
      });
      return resolve;
    }

    it('the count is the old one, dimmed, and then the new one', async () => {
      const { page } = await openWindow(browser, host.url);
      const count = statusLine(page).locator('.library-count');
      const letGo = await hold(page, 'products.list', 'Shirt');
      await page.getByRole('checkbox', { name: /Shirt/ }).press('Space');
      await statusLine(page).locator('.library-count[data-stale]').waitFor();
      expect(await count.innerText()).toBe(`${twoKinds} products`);
      letGo();
      await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
      expect(await count.getAttribute('data-stale')).toBeNull();
    });

    it('a filtered view that is opened says that it is counting, and no number', async () => {
      const { page } = await openWindow(browser, host.url);
      await page.getByRole('checkbox', { name: /Shirt/ }).press('Space');
      await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
      const letGo = await hold(page, 'products.list', 'Shirt');
      await page.reload();
      await statusLine(page).getByText('Counting…').waitFor();
      letGo();
      await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
    });

    it('the query shows the picture and the name that were just on screen', async () => {
      const { page } = await openWindow(browser, host.url);
      await gridOf(page, 'Products').getByRole('gridcell').nth(1).click();
      await page.keyboard.press('Enter');
      const shown = gridOf(page, 'Look-alikes');
      const second = shown.getByRole('gridcell').nth(1);
      const name = await second.locator('.ranked-name').innerText();
      const picture = await second.locator('img').first().getAttribute('src');
      const letGo = await hold(page, 'products.get', name);
      await second.dblclick();
      const query = page.getByRole('complementary', { name: 'Query' });
      await query.getByRole('heading', { name, exact: true }).waitFor();
      expect(await query.locator('[aria-busy=true] .query-picture img').first().getAttribute('src')).toBe(
        picture,
      );
      letGo();
      await query.locator('.query[aria-busy=false]').waitFor();
    });
  },
);
