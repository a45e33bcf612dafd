import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 60;

inBrowser(
  'insight',
  () => startHost(products),
  (given) => {
    const card = (page: Page, subject: string) => page.getByRole('region', { name: subject, exact: true });
    const bars = (page: Page, subject: string) =>
      page.getByRole('toolbar', { name: subject }).getByRole('button');
    const countOf = (text: string) => Number(/\d+$/.exec(text.trim())?.[0]);

    async function openInsight() {
      const opened = await openWindow(given);
      await opened.page.getByRole('link', { name: 'Insight' }).press('Enter');
      await bars(opened.page, 'Gender').first().waitFor();
      return opened;
    }

    it('leaves no hole below a short card', async () => {
      const { page } = await openInsight();
      await card(page, 'Two fields together').waitFor();
      /** A card takes whole pixels, and 16 below it. */
      const isGap = (px: number) => px >= 16 && px < 17.1;
      const gapsBelow = () =>
        page.locator('.insight-cards > section:not(:has(.heat))').evaluateAll((cards) => {
          const boxes = cards.map((each) => each.getBoundingClientRect());
          return boxes.flatMap(({ left, bottom }) => {
            const below = boxes.filter((other) => other.left === left && other.top >= bottom);
            return below.length === 0 ? [] : [Math.min(...below.map(({ top }) => top)) - bottom];
          });
        });
      await expect.poll(async () => (await gapsBelow()).length).toBeGreaterThan(3);
      // Cards that come later move those below them.
      await expect.poll(async () => (await gapsBelow()).filter((px) => !isGap(px))).toEqual([]);
      await page.getByRole('button', { name: 'Table: Gender' }).press('Enter');
      await card(page, 'Gender').getByRole('table').waitFor();
      await expect.poll(async () => (await gapsBelow()).filter((px) => !isGap(px))).toEqual([]);
    });

    it('says one thing of each field in words, and its bars are filters, by keyboard alone', async () => {
      const { page, consoleErrors } = await openInsight();
      await page.getByRole('heading', { name: /^Gender: / }).waitFor();
      await page
        .getByRole('heading', { name: 'Missing values: every product has a value in every field' })
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const counts = (await bars(page, 'Gender').allInnerTexts()).map(countOf);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(products);
      await bars(page, 'Gender').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/insight\?where\.gender=/);
      await statusLine(page).getByText(`${counts[1]} of ${products} products`).waitFor();
      await expect.poll(() => bars(page, 'Gender').nth(1).getAttribute('aria-pressed')).toBe('true');
      // Its own filter leaves the others there to be chosen; the other fields are narrowed.
      expect((await bars(page, 'Gender').allInnerTexts()).map(countOf)).toEqual(counts);
      await expect
        .poll(async () =>
          (await bars(page, 'Season').allInnerTexts()).map(countOf).reduce((a, b) => a + b, 0),
        )
        .toBe(counts[1]);
      await page.reload();
      await page.getByRole('button', { name: `Show ${counts[1]} products` }).press('Enter');
      await gridOf(page, 'Products').waitFor();
      await statusLine(page).getByText(`${counts[1]} of ${products} products`).waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('has the table and the CSV of each chart', async () => {
      const { page } = await openInsight();
      const type = card(page, 'Article type');
      await type.getByRole('button', { name: 'Table: Article type' }).press('Enter');
      await type.getByRole('table').waitFor();
      const rows = await type.getByRole('row').allInnerTexts();
      expect(rows[0]).toMatch(/^articleType\s+products$/);
      expect(rows.slice(1).reduce((sum, row) => sum + countOf(row), 0)).toBe(products);
      expect(await findBarriers(page)).toEqual([]);
      const downloading = page.waitForEvent('download');
      await type.getByRole('button', { name: 'CSV: Article type' }).press('Enter');
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('article-type.csv');
      const lines = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines).toHaveLength(rows.length);
      expect(lines[0]).toBe('\uFEFFarticleType,products');
      expect(lines.slice(1).reduce((sum, line) => sum + countOf(line), 0)).toBe(products);
    });

    it('sets two fields against each other: the arrows walk the cells, Enter filters by both', async () => {
      const { page, consoleErrors } = await openInsight();
      const grid = page.getByRole('grid', { name: 'Gender by Master category' });
      const cells = grid.getByRole('gridcell');
      await cells.first().waitFor();
      const [first = 0] = (await cells.allInnerTexts()).map(Number);
      await cells.first().focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await statusLine(page).getByText(`${first} of ${products} products`).waitFor();
      await page.waitForURL(/where\.gender=.*where\.masterCategory=/);
      await expect.poll(() => cells.first().getAttribute('aria-selected')).toBe('true');
      await cells.first().press('Enter');
      await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
      await page.getByRole('button', { name: /Rows$/ }).press('Enter');
      await page.getByRole('option', { name: 'Season' }).press('Enter');
      await page.getByRole('grid', { name: 'Season by Master category' }).waitFor();
      await page.waitForURL(/field=season&by=masterCategory/);
      expect(consoleErrors).toEqual([]);
    });

    it('leads from pictures of a shape to their products', async () => {
      const { page } = await openInsight();
      const bar = bars(page, 'Picture shape').first();
      await bar.waitFor();
      const count = countOf(await bar.innerText());
      await bar.press('Enter');
      await statusLine(page).getByText(`${count} of ${products} products`).waitFor();
      await statusLine(page)
        .getByRole('button', { name: `Drop Selection (${count})` })
        .press('Enter');
      await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
    });

    it('says so where no product passes the filters, and fits a small window', async () => {
      const { page, consoleErrors } = await openInsight();
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      // A search leads to the library, and goes along from there.
      await page.getByRole('searchbox').fill('nothing is called so');
      await page.waitForURL(/#\/library\?text=nothing/);
      await page.getByRole('link', { name: 'Insight' }).press('Enter');
      await page.waitForURL(/#\/insight\?text=nothing/);
      await page.getByRole('heading', { name: 'No product matches' }).waitFor();
      await page
        .getByRole('button', { name: `Drop the search “nothing is called so” (${products})` })
        .press('Enter');
      await bars(page, 'Gender').first().waitFor();
      expect(consoleErrors).toEqual([]);
    });
  },
);
