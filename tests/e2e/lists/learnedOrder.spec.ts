import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { Output } from '../../../src/contract/contract.ts';
import { decisionsNeeded } from '../../../src/contract/insight/ranking.ts';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

inBrowser(
  'learn from decisions',
  () => startHost(60),
  (given) => {
    const card = (page: Page) => page.getByRole('region', { name: 'Learn from decisions', exact: true });

    async function openCard(page: Page): Promise<void> {
      await page.getByRole('link', { name: 'Insight' }).press('Enter');
      await page.getByRole('link', { name: 'Quality' }).press('Enter');
      await page.getByRole('button', { name: /^Measure( again)?$/ }).press('Enter');
      await card(page).waitFor();
    }

    /** As a curator who goes by season alone would decide on the look-alikes of many products, through the host itself. */
    async function decideBySeason(page: Page): Promise<void> {
      const call = <T>(method: string, input: object): Promise<T> =>
        page.evaluate(
          async ({ path, body }) => {
            const answer = await fetch(path, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body,
            });
            return ((await answer.json()) as { value: T }).value as never;
          },
          { path: `/api/${method}`, body: JSON.stringify(input) },
        );
      const { ids } = await call<Output<'products.ids'>>('products.ids', { view: {} });
      for (const id of ids.slice(0, 30)) {
        const { attributes } = await call<Output<'products.get'>>('products.get', { id });
        const query = { kind: 'product', id };
        const { results } = await call<Output<'search.similar'>>('search.similar', { query, k: 10 });
        const isSame = (one: (typeof results)[number]) => one.attributes['season'] === attributes['season'];
        for (const [state, lookAlikeIds] of [
          ['accepted', results.filter(isSame).map((one) => one.id)],
          ['rejected', results.filter((one) => !isSame(one)).map((one) => one.id)],
        ] as const)
          if (lookAlikeIds.length > 0) await call('lists.decideAll', { id, lookAlikeIds, state });
      }
    }

    it('says what it takes, learns once there is enough, and one key goes back to distance', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openCard(page);
      await card(page)
        .getByText(`It takes ${decisionsNeeded.accepted} accepted and ${decisionsNeeded.rejected} rejected`)
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await decideBySeason(page);
      await page.reload();
      await card(page).getByRole('button', { name: 'Learn', exact: true }).press('Enter');
      await card(page)
        .getByText(/the learned order is better by \d+\.\d points/)
        .waitFor();
      await page.getByRole('button', { name: 'Table: Learn from decisions' }).press('Enter');
      await card(page)
        .getByRole('row', { name: /^same season \d/ })
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await card(page).getByRole('button', { name: 'Show look-alikes in this order' }).press('Enter');
      await card(page).getByRole('button', { name: 'Go back to distance' }).waitFor();

      await page.getByRole('link', { name: 'Library' }).press('Enter');
      await gridOf(page, 'Products').getByRole('gridcell').nth(12).click();
      await page.keyboard.press('Enter');
      const toggle = page.getByRole('button', { name: 'Learned order' });
      await toggle.waitFor();
      await expect.poll(() => toggle.getAttribute('aria-pressed')).toBe('true');
      await page.locator('.results-grid[aria-busy="false"]').waitFor();
      await page.keyboard.press('Space');
      const peek = page.getByRole('dialog', { name: 'Side by side' });
      await peek.getByText(/^1 of 50 · .* · in the learned order; by distance \d+$/).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await peek.waitFor({ state: 'detached' });
      const shown = () => gridOf(page, 'Look-alikes').getByRole('gridcell').allInnerTexts();
      const learned = await shown();
      const leaving = page.getByRole('grid', { name: 'List as it leaves' }).getByRole('row');
      const listed = () => leaving.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')));
      await leaving.first().waitFor();
      const inOrder = await listed();
      await leaving.first().focus();
      await page
        .locator('.leaving-why', { hasText: /\d+\s% likely to be accepted, by its values/ })
        .waitFor();
      await page.keyboard.press('Control+e');
      const sheet = page.getByRole('dialog', { name: 'Export recommendation lists' });
      await sheet.getByText('from the lists of 1 product, in the learned order').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await toggle.press('Enter');
      await page.getByText('off: by distance').waitFor();
      await expect.poll(shown).not.toEqual(learned);
      await expect.poll(() => toggle.evaluate((button) => button === document.activeElement)).toBe(true);
      await expect.poll(listed).not.toEqual(inOrder);
      await toggle.press('Enter');
      await expect.poll(shown).toEqual(learned);
      await expect.poll(listed).toEqual(inOrder);
      await page.getByRole('button', { name: 'Settings and more' }).press('Enter');
      await page.getByRole('menuitem', { name: 'Generate lists…' }).press('Enter');
      await page.getByText('Rules go by distance: the learned order is not theirs.').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });
  },
);
