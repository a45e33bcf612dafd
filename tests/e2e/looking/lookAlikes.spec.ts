import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { activeCell, findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const products = 60;

inBrowser(
  'the look-alikes',
  () => startHost(products),
  (given) => {
    /** Opens the look-alikes of the product at an index of the library. */
    async function openLookAlikes(index: number): Promise<{ page: Page; consoleErrors: readonly string[] }> {
      const opened = await openWindow(given);
      await gridOf(opened.page, 'Products').getByRole('gridcell').nth(index).click();
      await opened.page.keyboard.press('Enter');
      await gridOf(opened.page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      return opened;
    }

    it('have buttons under the pointer alone, which decide as the keys do', async () => {
      const { page } = await openLookAlikes(8);
      const cells = gridOf(page, 'Look-alikes').getByRole('gridcell');
      const accept = gridOf(page, 'Look-alikes').getByRole('button', { name: 'Accept (A)' });
      await cells.nth(1).hover();
      await cells.nth(1).getByRole('button', { name: 'Accept (A)' }).waitFor();
      await expect.poll(() => accept.count()).toBe(1);
      await accept.click();
      await cells.nth(1).locator('[data-decision="accepted"]').waitFor();
      await cells.nth(0).hover();
      await cells.nth(0).getByRole('button', { name: 'Accept (A)' }).waitFor();
      await expect.poll(() => accept.count()).toBe(1);
    });

    it('stand beside their query with rank, score and differences, without a console error or barrier', async () => {
      const { page, consoleErrors } = await openLookAlikes(3);
      const query = page.getByRole('complementary', { name: 'Query' });
      await query.getByText('Article type').waitFor();
      const first = await gridOf(page, 'Look-alikes').getByRole('gridcell').first().innerText();
      expect(first).toMatch(/Rank\s*1/);
      expect(first).toMatch(/Score\s*0\.\d\d/);
      expect(first).toMatch(/Differs:|Same attributes/);
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('show the score that the engine gave, rounded', async () => {
      const { page } = await openWindow(given);
      await gridOf(page, 'Products').getByRole('gridcell').nth(3).click();
      const answered = page.waitForResponse((response) => {
        const sent = response.request().postDataJSON() as { k?: number } | null;
        return response.url().endsWith('/api/search.similar') && sent?.k === 50;
      });
      await page.keyboard.press('Enter');
      const answer = (await (await answered).json()) as { value: { results: { score: number }[] } };
      await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
      const shown = await gridOf(page, 'Look-alikes').locator('.ranked-score').allInnerTexts();
      const scores = shown.map((text) => Number(/-?[\d.]+/.exec(text)?.[0]));
      expect(scores.length).toBeGreaterThan(5);
      for (const [at, score] of scores.entries()) {
        expect(Math.abs(score - (answer.value.results[at]?.score ?? Number.NaN))).toBeLessThanOrEqual(0.005);
      }
    });

    it('lead on to their own look-alikes, and Alt+← comes back to the one that had the focus', async () => {
      const { page } = await openLookAlikes(0);
      const start = page.url();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      const id = await page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant'));
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.hash.includes('trail='));
      await page.getByRole('navigation', { name: 'Trail' }).waitFor();
      expect(page.url()).not.toBe(start);
      await page.keyboard.press('Alt+ArrowLeft');
      await page.waitForURL((url) => !url.hash.includes('trail='));
      await activeCell(page, 'Look-alikes').waitFor();
      await expect.poll(() => activeCell(page, 'Look-alikes').getAttribute('id')).toBe(id);
      await expect.poll(() => activeCell(page, 'Look-alikes').getAttribute('data-index')).toBe('2');
      await page.keyboard.press('Alt+ArrowRight');
      await page.waitForURL((url) => url.hash.includes('trail='));
      await page.reload();
      await page.getByRole('navigation', { name: 'Trail' }).waitFor();
    });

    it('are as many as asked for, and the same in the fields that are switched on', async () => {
      const { page } = await openLookAlikes(0);
      await page.getByRole('textbox', { name: 'Look-alikes' }).fill('7');
      await page.keyboard.press('Enter');
      await statusLine(page).getByText('7 look-alikes').waitFor();
      // The bar is one row of switches; those that it has no room for are in a menu.
      await page.getByRole('button', { name: /^\d more$/ }).press('Enter');
      await page.getByRole('menuitem', { name: 'Base colour' }).press('Enter');
      await page.waitForURL(/same=baseColour/);
      await page.getByRole('button', { name: /^\d more \(1\)$/ }).waitFor();
      await page.setViewportSize({ width: 1920, height: 800 });
      await page.getByRole('button', { name: 'Base colour', pressed: true }).waitFor();
      await page.setViewportSize({ width: 1280, height: 800 });
      const colour = await page
        .getByRole('complementary', { name: 'Query' })
        .locator('dt:text-is("Base colour") + dd')
        .innerText();
      await gridOf(page, 'Look-alikes')
        .locator('[aria-busy="false"]')
        .or(gridOf(page, 'Look-alikes'))
        .first()
        .waitFor();
      const differing = gridOf(page, 'Look-alikes').locator('[title^="Base colour:"]');
      await expect.poll(() => differing.count(), { message: `all of them ${colour}` }).toBe(0);
    });

    it('differ more from each other where variety is asked for, and a reload keeps it', async () => {
      const { page } = await openLookAlikes(0);
      const third = () => gridOf(page, 'Look-alikes').getByRole('gridcell').nth(2).innerText();
      const nearest = await third();
      await page.getByRole('button', { name: 'Refine', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Refine' });
      await dialog.getByText(/^\d+ of \d+ groups$/).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await dialog.getByRole('slider', { name: 'Variety' }).press('End');
      await page.waitForURL(/diversity=0\.9/);
      await page.keyboard.press('Escape');
      await expect.poll(third).not.toBe(nearest);
      await page.reload();
      await page.getByRole('button', { name: 'Refine (1)' }).waitFor();
      await page.goBack();
      await expect.poll(third).toBe(nearest);
    });

    it('go to the export as they are on screen', async () => {
      const { page } = await openLookAlikes(0);
      const shown = gridOf(page, 'Look-alikes').locator('.ranked-name');
      const before = await shown.allInnerTexts();
      const path = new URL(page.url()).hash.split('?')[0];
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `${path}?k=7&metric=euclidean&same=gender&diversity=0.6`);
      await statusLine(page).getByText('7 look-alikes').waitFor();
      const names = await shown.allInnerTexts();
      expect(names).not.toEqual(before.slice(0, 7));

      await page.getByRole('button', { name: 'Export list…' }).click();
      const sheet = page.getByRole('dialog');
      const rows = sheet.getByRole('region', { name: 'Preview of the file' }).getByRole('row');
      await rows.nth(7).waitFor();
      const columns = await rows.first().getByRole('columnheader').allInnerTexts();
      const cells = rows.locator(`td:nth-child(${columns.indexOf('recommended_name') + 1})`);
      await expect.poll(() => cells.allInnerTexts()).toEqual(names);
      await expect.poll(() => sheet.getByRole('textbox', { name: 'Look-alikes' }).inputValue()).toBe('7');
      await sheet.getByRole('button', { name: /Euclidean/ }).waitFor();
      await sheet.getByRole('button', { name: /Much/ }).waitFor();
      await expect.poll(() => sheet.getByRole('checkbox', { name: 'Gender' }).first().isChecked()).toBe(true);
    });

    it('keep the width that their query was given', async () => {
      const { page } = await openLookAlikes(0);
      const splitter = page.getByRole('separator', { name: 'Width of query' });
      const before = Number(await splitter.getAttribute('aria-valuenow'));
      const remembered = page.waitForResponse(/settings\.set/);
      await splitter.press('ArrowRight');
      await remembered;
      await page.reload();
      await splitter.waitFor();
      await expect.poll(() => splitter.getAttribute('aria-valuenow')).toBe(String(before + 16));
    });

    it('are accepted, rejected and pinned from the keyboard, and Z takes it back', async () => {
      const { page } = await openLookAlikes(5);
      await page.keyboard.press('a');
      await statusLine(page).getByText('1 accepted').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('x');
      await statusLine(page).getByText('1 rejected').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('p');
      await statusLine(page).getByText('1 pinned, 1 accepted, 1 rejected').waitFor();
      await activeCell(page, 'Look-alikes').getByText('Pinned').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('z');
      await statusLine(page)
        .getByText(/^· 1 accepted, 1 rejected$/)
        .waitFor();
      await page.reload();
      await statusLine(page)
        .getByText(/^· 1 accepted, 1 rejected$/)
        .waitFor();
    });

    it('stand side by side with the query on Space, and the arrow keys go on there', async () => {
      const { page } = await openLookAlikes(0);
      await page.keyboard.press('Space');
      const dialog = page.getByRole('dialog', { name: 'Side by side' });
      await dialog.getByText('1 of').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      await dialog.getByText('2 of').waitFor();
      await page.keyboard.press('Space');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => activeCell(page, 'Look-alikes').getAttribute('data-index')).toBe('1');
      await expect
        .poll(() => gridOf(page, 'Look-alikes').evaluate((grid) => grid === document.activeElement))
        .toBe(true);
    });

    it('of an image from outside come from a chosen file, and Esc goes up to the library', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const images = join(given.host.images, 'images');
      const [file = ''] = readdirSync(images);
      await page.getByLabel('Image file').setInputFiles(join(images, file));
      await page.waitForURL(/#\/outside\//);
      await page.getByText('Not in the catalog').waitFor();
      const first = gridOf(page, 'Look-alikes').getByRole('gridcell').first();
      await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await findBarriers(page)).toEqual([]);
      await first.getByText(/^(Score\s*)?(0\.99\d*|1\.00)$/).waitFor();
      await gridOf(page, 'Look-alikes').focus();
      await page.keyboard.press('Escape');
      await gridOf(page, 'Products').waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('say in words that a product is not there', async () => {
      const { page } = await openWindow(given);
      await page.evaluate(() => {
        window.location.hash = '#/look-alikes/no-such-product';
      });
      await page.getByRole('main').getByText('There is no product no-such-product').first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  },
);
