import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, gridOf, openWindow, waitForFocusOn } from '../fixtures/window.ts';

const products = 30;

inBrowser(
  'exporting lists',
  () => startHost(products),
  (given) => {
    it('previews ten rows of the whole catalog and downloads exactly what it previewed', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.keyboard.press('Control+e');
      const preview = page.getByRole('region', { name: 'Preview of the file' });
      await preview.getByRole('row').nth(10).waitFor();
      await expect.poll(() => preview.getByRole('row').count()).toBe(11);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('group', { name: 'Further columns' }).getByRole('checkbox').first().press('Space');
      await preview.getByRole('columnheader').nth(9).waitFor();
      await page.getByText(`from the lists of ${products} products`).waitFor();
      const columns = await preview.getByRole('columnheader').allInnerTexts();
      const firstId = await preview.getByRole('row').nth(1).getByRole('cell').first().innerText();

      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
      const link = page.getByRole('link', { name: /^Download look-alikes/ });
      await link.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const download = page.waitForEvent('download');
      await link.click();
      const text = readFileSync(await (await download).path(), 'utf8');
      const [header = '', first = ''] = text.split(/\r?\n/);
      expect(header).toBe(`\uFEFF${columns.join(',')}`);
      expect(first.startsWith(`${firstId},1,`)).toBe(true);
      expect(consoleErrors).toEqual([]);
    });

    it.each([
      ['Excel', 'xlsx', 'PK\u0003\u0004'],
      ['Contact sheet (HTML)', 'html', '<!doctype html>'],
    ])('offers %s beside CSV, and downloads it under its own ending', async (format, ending, start) => {
      const { page, consoleErrors } = await openWindow(given);
      await page.getByRole('button', { name: 'Export', exact: true }).press('Enter');
      const sheet = page.getByRole('dialog');
      await sheet.getByText(`from the lists of ${products} products`).waitFor();
      await sheet.getByRole('radio', { name: format }).press('Space');
      await sheet.getByRole('radio', { name: format, checked: true }).waitFor();
      // The preview of the last choice is dimmed until the next one is there, and this is not said meanwhile.
      await sheet.getByText(`from the lists of ${products} products`).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await sheet.getByRole('button', { name: 'Export', exact: true }).press('Enter');
      const link = page.getByRole('link', { name: /^Download look-alikes/ });
      await link.waitFor();
      const download = page.waitForEvent('download');
      await link.press('Enter');
      const file = await download;
      expect(file.suggestedFilename().endsWith(`.${ending}`)).toBe(true);
      const text = readFileSync(await file.path(), 'latin1');
      expect(text.startsWith(start)).toBe(true);
      expect(consoleErrors).toEqual([]);
    });

    it('exports only the selection when several products are selected', async () => {
      const { page } = await openWindow(given);
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      await cells.nth(0).click();
      await cells.nth(2).click({ modifiers: ['Shift'] });
      await page.keyboard.press('Control+e');
      await page.getByRole('radio', { name: 'Selection (3)', checked: true }).waitFor();
      await page.getByText('from the lists of 3 products').waitFor();
    });

    it('offers the filtered view, and to recommend only what passes its filters', async () => {
      const { page } = await openWindow(given);
      await page.getByRole('region', { name: 'Gender' }).getByRole('checkbox').first().press('Space');
      await page
        .getByRole('contentinfo')
        .getByText(/ of 30 products/)
        .waitFor();
      await page.keyboard.press('Control+e');
      await page.getByRole('radio', { name: /^Filtered view \(\d+\)/, checked: true }).waitFor();
      await page.getByRole('checkbox', { name: 'Recommend only what passes the filters' }).press('Space');
      await page.getByText(/^from the lists of/).waitFor();
    });

    it('starts with the focus on what can be chosen, not on the button that exports', async () => {
      const { page } = await openWindow(given);
      await page.keyboard.press('Control+e');
      const sheet = page.getByRole('dialog');
      const top = sheet.getByRole('textbox', { name: 'Look-alikes' });
      await top.waitFor();
      await expect.poll(() => top.evaluate((field) => field === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
      await sheet.getByText(`from the lists of ${products} products`).waitFor();
      await expect.poll(() => sheet.getByRole('button', { name: 'Export', exact: true }).count()).toBe(1);
    });

    it('gives the focus back where it was', async () => {
      const { page } = await openWindow(given);
      const opener = page.getByRole('button', { name: 'Export', exact: true });
      await opener.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await waitForFocusOn(page, 'Export');
    });
  },
);

/** More than are named one by one in a call. */
const many = 1200;

inBrowser(
  'exporting many lists',
  () => startHost(12, many),
  (given) => {
    it('takes everything but three that were taken away, by a selection that the engine holds', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const sent: string[] = [];
      page.on('request', (request) =>
        sent.push(`${new URL(request.url()).pathname} ${request.postData() ?? ''}`),
      );
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      await page.keyboard.press('ControlOrMeta+a');
      await page.getByRole('contentinfo').getByText('1,200 selected').waitFor();
      for (const at of [0, 2, 5]) await cells.nth(at).click({ modifiers: ['ControlOrMeta'] });
      await page.getByRole('contentinfo').getByText('1,197 selected').waitFor();
      await page.keyboard.press('Control+e');
      await page.getByRole('radio', { name: 'Selection (1,197)', checked: true }).waitFor();
      await page.getByText('from the lists of 1,197 products').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
      const link = page.getByRole('link', { name: /^Download look-alikes/ });
      await link.waitFor();
      const download = page.waitForEvent('download');
      await link.click();
      const lines = readFileSync(await (await download).path(), 'utf8')
        .trimEnd()
        .split(/\r?\n/);
      expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(1197);

      const released = page.waitForRequest((request) => request.url().endsWith('selections.release'));
      await page.keyboard.press('Escape');
      await released;
      const exports = sent.filter((request) => request.startsWith('/api/lists.'));
      expect(exports.length).toBeGreaterThan(1);
      for (const request of exports) expect(request.length).toBeLessThan(1000);
      expect(consoleErrors).toEqual([]);
    });
  },
);
