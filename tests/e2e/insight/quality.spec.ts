import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

const products = 60;

inBrowser(
  'quality',
  () => startHost(products),
  (given) => {
    const card = (page: Page, subject: string) => page.getByRole('region', { name: subject, exact: true });
    const bars = (page: Page, subject: string) =>
      page.getByRole('toolbar', { name: `${subject}, the weakest first` }).getByRole('button');
    const sharesOf = (texts: readonly string[]) =>
      texts.map((text) => Number(/(\d+\.\d)\s%/.exec(text)?.[1]));

    async function openQuality() {
      const opened = await openWindow(given);
      await opened.page.getByRole('link', { name: 'Insight' }).press('Enter');
      await opened.page.getByRole('link', { name: 'Quality' }).press('Enter');
      await opened.page.getByRole('heading', { name: 'Quality' }).waitFor();
      return opened;
    }

    /** @param told what is said of it first; a measurement before it may have been another */
    async function measure(page: Page, told = /^By cosine\. All/): Promise<void> {
      await page.getByRole('button', { name: /^Measure( again)?$/ }).press('Enter');
      await page.getByText(told).waitFor();
      await page.getByRole('button', { name: 'Measure again' }).waitFor();
    }

    it('measures, shows the weakest first with examples, and leads to their look-alikes and back, by keyboard alone', async () => {
      const { page, consoleErrors } = await openQuality();
      await page.getByRole('heading', { name: 'How good are the look-alikes?' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await measure(page);
      await page
        .getByText(`By cosine. All ${products} products, each with its first 10 look-alikes.`)
        .waitFor();
      await page
        .getByRole('heading', { name: /^Gender: \d+\.\d\s% of look-alikes have the same one/ })
        .waitFor();
      await page
        .getByRole('heading', { name: 'Your decisions: there are none yet on these products' })
        .waitFor();
      const shares = sharesOf(await bars(page, 'Gender').allInnerTexts());
      expect(shares.length).toBeGreaterThan(1);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      const first = bars(page, 'Gender').first();
      const [value = ''] = (await first.innerText()).split('\n');
      await first.press('Enter');
      const examples = page.getByRole('region', { name: `Examples of ${value}` });
      await examples.waitFor();
      await page.waitForURL(/#\/quality\?field=gender&value=/);
      expect(await findBarriers(page)).toEqual([]);
      const example = examples.getByRole('button', { name: /^Look-alikes of .*: / }).first();
      await expect.poll(() => example.getAttribute('aria-label')).toMatch(new RegExp(`: ${value}$`));
      await example.press('Enter');
      await gridOf(page, 'Look-alikes').waitFor();
      await page.goBack();
      await examples.waitFor();
      await examples.getByRole('button', { name: `Show ${value} in the library` }).press('Enter');
      await page.waitForURL(/#\/library\?where\.gender=/);
      expect(consoleErrors).toEqual([]);
    });

    it('sets two ways of finding look-alikes side by side, and says which is better or that none is', async () => {
      const { page, consoleErrors } = await openQuality();
      await page.getByRole('button', { name: /Against$/ }).press('Enter');
      await page.getByRole('option', { name: 'Manhattan' }).press('Enter');
      await page.waitForURL(/against=manhattan/);
      await measure(page, /^By cosine, against manhattan\./);
      await card(page, 'Article type')
        .getByText(/^(No difference between cosine and manhattan|(Cosine|Manhattan) is better by )/)
        .waitFor();
      for (const text of await bars(page, 'Gender').allInnerTexts())
        expect(text).toMatch(/\d+\.\d\s% → \d+\.\d\s%$/);
      await page.reload();
      await page.getByText(/^By cosine, against manhattan\./).waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('compares another pooling before the catalog is embedded with it', async () => {
      const { page } = await openQuality();
      await page.getByRole('button', { name: /Against$/ }).press('Enter');
      await page.getByRole('option', { name: 'Maximum pooling' }).press('Enter');
      await page.getByRole('button', { name: /^Measure( again)?$/ }).press('Enter');
      await page.getByText(/^By cosine, against maximum pooling\. .* found among 60 products\./).waitFor();
    });

    it('has the table and the CSV of each card', async () => {
      const { page } = await openQuality();
      await measure(page);
      await page.getByRole('button', { name: 'Table: Gender' }).press('Enter');
      const table = card(page, 'Gender').getByRole('table');
      await table.waitFor();
      const rows = await table.getByRole('row').allInnerTexts();
      expect(rows[0]).toMatch(/^gender\s+products\s+same value\s+from\s+to$/);
      expect(rows).toHaveLength(2 + (await bars(page, 'Gender').count()));
      expect(await findBarriers(page)).toEqual([]);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV: Gender' }).press('Enter');
      const download = await downloading;
      const lines = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines).toHaveLength(rows.length);
    });

    it('counts decisions once there are some', async () => {
      const { page } = await openQuality();
      await page.getByRole('link', { name: 'Library' }).press('Enter');
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await page.locator('.results-grid[aria-busy="false"]').waitFor();
      await page.keyboard.press('a');
      await gridOf(page, 'Look-alikes').locator('[data-decision="accepted"][aria-busy="false"]').waitFor();
      await page.getByRole('link', { name: 'Insight' }).press('Enter');
      await page.getByRole('link', { name: 'Quality' }).press('Enter');
      await measure(page);
      await page
        .getByRole('heading', {
          name: 'Your decisions: 100.0 % of what you decided on among the first 10 was accepted',
        })
        .waitFor();
    });

    it('says so where no product passes the filters, and fits a small window', async () => {
      const { page, consoleErrors } = await openQuality();
      await measure(page);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.goto(`${page.url().split('#')[0]}#/quality?where.gender=Nobody`);
      await page.getByRole('button', { name: 'Measure again' }).press('Enter');
      await page.locator('.error-note-message', { hasText: 'No product passes the filters.' }).waitFor();
      expect(consoleErrors.filter((text) => !text.includes('404'))).toEqual([]);
    });
  },
);
