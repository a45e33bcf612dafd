import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 60;
const shownMany = 7;

inBrowser(
  'exporting the list on screen',
  () => startHost(products),
  (given) => {
    /** Look-alikes by an unusual distance, with variety, a same-field and a filter. */
    async function openUnusualList(index: number): Promise<Page> {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(index).click();
      await page.keyboard.press('Enter');
      await statusLine(page).getByText('50 look-alikes').waitFor();
      const path = new URL(page.url()).hash.split('?')[0];
      const how = `k=${shownMany}&metric=manhattan&diversity=0.6&same=masterCategory&where.gender=Women`;
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `${path}?${how}`);
      await statusLine(page).getByText(`${shownMany} look-alikes`).waitFor();
      return page;
    }

    async function exportedRows(page: Page): Promise<Record<string, string>[]> {
      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
      const link = page.getByRole('link', { name: /^Download look-alikes/ });
      await link.waitFor();
      const download = page.waitForEvent('download');
      await link.click();
      const text = readFileSync(await (await download).path(), 'utf8').replace('\uFEFF', '');
      const [header = '', ...lines] = text.trim().split(/\r?\n/);
      const columns = header.split(',');
      return lines.map((line) => {
        const cells = line.split(',');
        return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
      });
    }

    it('writes exactly what is shown, by the key as by the button, and never the whole catalog', async () => {
      const page = await openUnusualList(0);
      const shown = gridOf(page, 'Look-alikes');
      const names = await shown.locator('.ranked-name').allInnerTexts();
      const scores = await shown.locator('.ranked-score').allInnerTexts();
      for (const open of [
        () => page.keyboard.press('Control+e'),
        () => page.getByRole('button', { name: 'Export', exact: true }).click(),
        () => page.getByRole('button', { name: 'Export list…' }).click(),
      ]) {
        await open();
        await page.getByRole('radio', { name: 'This product', checked: true }).waitFor();
        await page.getByText('from the lists of 1 product').waitFor();
        const rows = await exportedRows(page);
        expect(rows.map((row) => row['recommended_name'])).toEqual(names);
        expect(rows.map((row) => Number(row['score']).toFixed(2))).toEqual(
          scores.map((text) => Number(/-?[\d.]+/.exec(text)?.[0]).toFixed(2)),
        );
        await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });

    it('begins on a field, never on the button that writes', async () => {
      const page = await openUnusualList(1);
      await page.keyboard.press('Control+e');
      const top = page.getByRole('dialog').getByRole('textbox', { name: 'Look-alikes' });
      await top.waitFor();
      await expect.poll(() => top.evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await findBarriers(page)).toEqual([]);
    });

    it('says what decisions make of it, and leaves out what was rejected', async () => {
      const page = await openUnusualList(2);
      const first = await gridOf(page, 'Look-alikes').locator('.ranked-name').first().innerText();
      await page.keyboard.press('x');
      await statusLine(page).getByText('1 rejected').waitFor();
      await page.keyboard.press('Control+e');
      await page.getByRole('dialog').getByText('1 rejected left out').waitFor();
      const rows = await exportedRows(page);
      expect(rows).toHaveLength(shownMany);
      expect(rows.map((row) => row['recommended_name'])).not.toContain(first);
    });

    it('writes what is asked for here too, unless that is left out, and for other lists what is not about this product', async () => {
      const page = await openUnusualList(3);
      const [other = ''] = readdirSync(join(given.host.images, 'images'));
      const hash = new URL(page.url()).hash;
      await page.evaluate(
        (wished) => {
          window.location.hash = wished;
        },
        `${hash}&from=0.1&variants=grouped&unlike=${parse(other).name}`,
      );
      await page
        .getByRole('region', { name: 'Also asked for' })
        .getByText(/^Not like/)
        .waitFor();
      await page.locator('.results-grid[aria-busy="false"]').waitFor();
      const names = await gridOf(page, 'Look-alikes').locator('.ranked-name').allInnerTexts();
      await page.getByRole('button', { name: 'Export list…' }).click();
      const dialog = page.getByRole('dialog');
      const asked = (words: string) => dialog.getByRole('checkbox', { name: `As asked for here: ${words}` });
      await asked('not like 1 product, scores from 0.10, variants as one').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await dialog.getByText(/^Whole catalog/).click();
      await asked('scores from 0.10, variants as one').waitFor();
      await dialog.getByText('Asked of this product alone, and left out here: not like 1 product.').waitFor();
      await dialog.getByText('This product', { exact: true }).click();
      await asked('not like 1 product, scores from 0.10, variants as one').waitFor();
      const rows = await exportedRows(page);
      expect(rows.map((row) => row['recommended_name'])).toEqual(names);
    });

    it('is offered beside the selection', async () => {
      const { page } = await openWindow(given);
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      await cells.nth(0).click();
      await cells.nth(2).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Enter');
      await statusLine(page).getByText('50 look-alikes').waitFor();
      await page.keyboard.press('Control+e');
      await page.getByRole('radio', { name: 'This product', checked: true }).waitFor();
      await page.getByText('Selection (3)').click();
      await page.getByText('from the lists of 3 products').waitFor();
    });

    it('is not there for an image from outside, which is said', async () => {
      const { page } = await openWindow(given);
      const images = join(given.host.images, 'images');
      const [file = ''] = readdirSync(images);
      await page.getByLabel('Image file').setInputFiles(join(images, file));
      await page.waitForURL(/#\/outside\//);
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      await page.keyboard.press('Control+e');
      await page.getByText('there is no list of it to export').waitFor();
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      await page.getByRole('button', { name: 'Export other lists…' }).click();
      await page.getByRole('dialog').getByText(`Whole catalog (${products})`).waitFor();
    });
  },
);
