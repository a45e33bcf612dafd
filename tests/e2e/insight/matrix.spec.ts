import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

inBrowser(
  'the similarity matrix',
  () => startHost(60),
  (given) => {
    const matrix = (page: Page) => page.getByRole('grid', { name: 'Similarity of each product with each' });

    /** Selects the first products of the library by keyboard, and opens their matrix. */
    async function openMatrix(count: number) {
      const opened = await openWindow(given);
      const { page } = opened;
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      for (let more = 1; more < count; more++) await page.keyboard.press('Shift+ArrowRight');
      await statusLine(page).getByText(`${count} selected`).waitFor();
      await page.keyboard.press('s');
      await page.waitForURL(/#\/matrix\//);
      await matrix(page).getByRole('gridcell').first().waitFor();
      return opened;
    }

    it('is opened from a selection; its cells are walked by the arrows and open a comparison', async () => {
      const { page, consoleErrors } = await openMatrix(4);
      const cells = matrix(page).getByRole('gridcell');
      await expect.poll(() => cells.count()).toBe(16);
      expect(await findBarriers(page)).toEqual([]);
      const texts = await cells.allInnerTexts();
      expect([0, 5, 10, 15].map((at) => texts[at])).toEqual(['1.00', '1.00', '1.00', '1.00']);
      expect(texts[1]).toBe(texts[4]);
      await cells.first().focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText(new RegExp(`^${texts[1]} .* and `)).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/#\/compare\/\d+\/\d+/);
      await page.goBack();
      await cells.first().waitFor();
      await page.reload();
      await cells.first().waitFor();
      expect(await cells.allInnerTexts()).toEqual(texts);
      expect(consoleErrors).toEqual([]);
    });

    it('gives its numbers away: as text without heads, and as a CSV file', async () => {
      const { page } = await openMatrix(3);
      await page.getByText('As chosen').click();
      await page.waitForURL(/order=chosen/);
      await page.getByRole('button', { name: 'Copy the numbers' }).press('Enter');
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const numbers = copied.split('\n').map((line) => line.split('\t').map(Number));
      expect(numbers.map((line) => line.length)).toEqual([3, 3, 3]);
      expect(numbers.map((line, at) => line[at])).toEqual([1, 1, 1]);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as CSV' }).press('Enter');
      const text = readFileSync(await (await downloading).path(), 'utf8');
      const [head = '', ...lines] = text.trimEnd().split('\r\n');
      expect(head).toMatch(/^\uFEFFproduct_id,\d+,\d+,\d+$/);
      expect(lines.map((line) => line.split(',').slice(1).map(Number))).toEqual(numbers);
    });

    it('of many shows colours alone, fits a small window, and says so where they are too many or too few', async () => {
      const { page, consoleErrors } = await openMatrix(20);
      await expect.poll(() => matrix(page).getByRole('gridcell').count()).toBe(400);
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole('link', { name: 'Library' }).press('Enter');
      await gridOf(page, 'Products').focus();
      await page.keyboard.press('Control+a');
      await statusLine(page).getByText('60 selected').waitFor();
      await page.keyboard.press('s');
      await page.getByText('Two to 50 products make a matrix; these are 60. Select fewer.').waitFor();
      const ids = Array.from({ length: 60 }, (_, at) => `x${at}`).join('/');
      await page.evaluate((hash) => window.location.assign(hash), `#/matrix/${ids}`);
      await page.getByRole('heading', { name: 'These are too many' }).waitFor();
      await page.getByRole('button', { name: 'Show the first 50' }).press('Enter');
      await page
        .getByText(/^Left out, because the catalog does not have them \(any more\): x0, x1, /)
        .waitFor();
      await page.evaluate(() => window.location.assign('#/matrix'));
      await page.getByRole('heading', { name: 'How alike are they, each with each?' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });
  },
);
