import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, openWindow, statusLine } from '../fixtures/window.ts';

const count = 60;

inBrowser(
  'the map',
  () => startHost(count),
  (given) => {
    const plot = (page: Page) => page.getByRole('application', { name: `Map of ${count} products` });
    const groups = (page: Page) => page.getByRole('grid', { name: 'Groups' });
    const selectedIn = async (page: Page) =>
      Number(/· (\d+) selected/.exec(await statusLine(page).innerText())?.[1] ?? 0);

    async function openMap(page: Page): Promise<void> {
      await page.getByRole('link', { name: 'Map' }).press('Enter');
      await plot(page).waitFor();
      await page.getByRole('region', { name: 'Legend' }).waitFor();
    }

    it('teaches what it is for, is laid out here, and leads to products by keyboard alone', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.getByRole('link', { name: 'Map' }).press('Enter');
      await page.getByRole('heading', { name: 'See the whole catalog at once' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Lay out the catalog' }).press('Enter');
      await plot(page).waitFor();
      await page.getByText(/^What lies together .*\(\d+ of 100\)\.$/).waitFor();
      await groups(page).waitFor();
      expect(await findBarriers(page)).toEqual([]);

      const group = groups(page).getByRole('row').first();
      const size = Number(await group.locator('.map-group-size').innerText());
      await group.press('Enter');
      await page.waitForURL(/box=/);
      await expect.poll(() => selectedIn(page)).toBe(size);
      await page.goBack();
      await page.waitForURL((url) => !url.href.includes('box='));

      await page.keyboard.press('s');
      await page.waitForURL(/ids=/);
      await page.getByText(`${size} of ${count} products on the map`).waitFor();
      await page.keyboard.press('t');
      const table = page.getByRole('region', { name: 'Products in sight' });
      await expect.poll(() => table.getByRole('table').getAttribute('aria-rowcount')).toBe(String(size + 1));
      const product = table.getByRole('button').first();
      const name = await product.innerText();
      await product.press('Enter');
      await page.waitForURL(/product=/);
      await page.getByRole('complementary', { name: 'Details' }).getByRole('heading', { name }).waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await page.reload();
      await table.waitFor();
      await page.keyboard.press('t');
      await plot(page).waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('goes back to the whole map from its table too', async () => {
      const { page } = await openWindow(given);
      await openMap(page);
      await groups(page).getByRole('row').first().press('Enter');
      await page.waitForURL(/box=/);
      await page.keyboard.press('t');
      const table = page.getByRole('region', { name: 'Products in sight' }).getByRole('table');
      await expect
        .poll(async () => Number(await table.getAttribute('aria-rowcount')))
        .toBeLessThan(count + 1);
      await page.keyboard.press('0');
      await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(count + 1));
    });

    it('is moved by keys, says so in its address, and shows it again after a reload', async () => {
      const { page } = await openWindow(given);
      await openMap(page);
      await plot(page).press('+');
      await page.waitForURL(/box=/);
      const near = page.url();
      await plot(page).press('ArrowRight');
      await page.waitForURL((url) => url.href !== near);
      await page.keyboard.press('l');
      await page.waitForURL(/mode=lasso/);
      await page.reload();
      await plot(page).waitFor();
      await page.waitForURL(/mode=lasso/);
      await expect.poll(() => page.getByRole('radio', { name: 'Lasso' }).isChecked()).toBe(true);
      await page.keyboard.press('0');
      await page.waitForURL((url) => !url.href.includes('box='));
    });

    it('counts in its legend what is in sight and selected, and filters by it', async () => {
      const { page } = await openWindow(given);
      await openMap(page);
      const legend = page.getByRole('region', { name: 'Legend' });
      const counts = async () =>
        (await legend.locator('.map-legend-count').allInnerTexts()).map((text) => Number.parseInt(text, 10));
      await expect.poll(async () => (await counts()).reduce((sum, each) => sum + each, 0)).toBe(count);
      const [first = 0] = await counts();
      await legend.getByRole('button').first().press('Enter');
      await page.getByText(`${first} of ${count} products on the map`).waitFor();
      await expect.poll(async () => (await counts()).slice(0, 2)).toEqual([first, 0]);
      await page.keyboard.press('Control+a');
      await expect.poll(() => selectedIn(page)).toBe(first);
      await expect.poll(async () => (await counts()).slice(0, 2)).toEqual([first, first]);

      await page.getByRole('button', { name: /Colour$/ }).press('Enter');
      await page.getByRole('option', { name: 'one for all' }).press('Enter');
      await legend.waitFor({ state: 'detached' });
    });

    it('takes with the lasso what it shows, adds a rectangle with Shift, and opens what is clicked', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openMap(page);
      const area = await plot(page).boundingBox();
      if (area === null) throw new Error('The map has no place in the window.');
      const corners = [
        [4, 4],
        [area.width - 4, 4],
        [area.width - 4, area.height - 4],
        [4, area.height - 4],
      ] as const;
      const draw = async (places: readonly (readonly [number, number])[]) => {
        const [first = [0, 0], ...others] = places;
        await page.mouse.move(area.x + first[0], area.y + first[1]);
        await page.mouse.down();
        for (const [x, y] of others) await page.mouse.move(area.x + x, area.y + y, { steps: 4 });
        await page.mouse.up();
      };
      await page.keyboard.press('l');
      await draw(corners);
      await expect.poll(() => selectedIn(page)).toBe(count);
      // The upper half, and then the lower one with it.
      const middle = area.height / 2;
      await page.keyboard.press('r');
      await draw([corners[0], [area.width - 4, middle]]);
      await expect.poll(() => selectedIn(page)).toBeLessThan(count);
      const upper = await selectedIn(page);
      expect(upper).toBeGreaterThan(0);
      await page.keyboard.down('Shift');
      await draw([[4, middle], corners[2]]);
      await page.keyboard.up('Shift');
      await expect.poll(() => selectedIn(page)).toBe(count);

      await page.keyboard.press('r');
      const picture = page.locator('.map-picture').first();
      await picture.locator('img').waitFor();
      const place = await picture.boundingBox();
      if (place === null) throw new Error('The picture has no place in the window.');
      await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
      await expect.poll(() => selectedIn(page)).toBe(1);
      await page.waitForURL(/product=/);
      await page.locator('.map-picture[data-focus]').waitFor();
      await page.locator('.map-picture[data-lit]').first().waitFor();
      await page.mouse.dblclick(place.x + place.width / 2, place.y + place.height / 2);
      await page.waitForURL(/#\/look-alikes\//);
      await page.goBack();
      await plot(page).waitFor();
      expect(consoleErrors).toEqual([]);
    });
  },
);
