import type { Page } from 'playwright';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { type RunningHost, startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { openWindow, startBrowser, statusLine } from '../fixtures/window.ts';

/** More than are shown as pictures. */
const count = 300;

/** What a page's canvas gives to whoever asks for WebGL. */
const ways = {
  'without a graphics card': () => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: []) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    } as typeof original;
  },
  'with the calls of a graphics card': () => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string) {
      return original.call(this, kind, { antialias: false, depth: false });
    } as typeof original;
  },
};

async function startLaidOut(): Promise<RunningHost> {
  const host = await startHost(60, count);
  const browser = await startBrowser();
  const { page } = await openWindow({ browser, host });
  await page.getByRole('link', { name: 'Map' }).press('Enter');
  await page.getByRole('button', { name: 'Lay out the catalog' }).press('Enter');
  await plot(page).waitFor();
  await browser.close();
  return host;
}

const plot = (page: Page) => page.getByRole('application', { name: `Map of ${count} products` });

inBrowser('drawing the map', startLaidOut, (given) => {
  const selectedIn = async (page: Page) =>
    Number(/· (\d+) selected/.exec(await statusLine(page).innerText())?.[1] ?? 0);

  /** Places in the window where there is colour, from above to below. */
  async function colouredPlaces(page: Page): Promise<{ x: number; y: number }[]> {
    const area = await plot(page).boundingBox();
    if (area === null) throw new Error('The map has no place in the window.');
    const { data, info } = await sharp(await page.screenshot({ clip: area }))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const places: { x: number; y: number }[] = [];
    for (let at = 0; at < info.width * info.height; at++) {
      const pixel = data.subarray(3 * at, 3 * at + 3);
      if (Math.max(...pixel) - Math.min(...pixel) < 60) continue;
      places.push({ x: area.x + (at % info.width), y: area.y + Math.floor(at / info.width) });
    }
    return places;
  }

  for (const [way, prepare] of Object.entries(ways)) {
    it(`shows points ${way}, which are pointed at, taken, moved and come nearer to`, async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.addInitScript(prepare);
      await page.reload();
      await page.getByRole('link', { name: 'Map' }).press('Enter');
      await plot(page).waitFor();
      await expect.poll(async () => (await colouredPlaces(page)).length).toBeGreaterThan(count);
      const places = await colouredPlaces(page);
      const place = places[Math.floor(places.length / 2)] ?? { x: 0, y: 0 };

      await page.mouse.move(place.x, place.y);
      await page.locator('.map-preview').waitFor();
      await page.mouse.click(place.x, place.y);
      await expect.poll(() => selectedIn(page)).toBe(1);
      await page.waitForURL(/product=/);

      const area = await plot(page).boundingBox();
      if (area === null) throw new Error('The map has no place in the window.');
      await page.keyboard.press('r');
      await page.mouse.move(area.x + 4, area.y + 4);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width - 4, area.y + area.height - 4, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => selectedIn(page)).toBe(count);
      await expect.poll(async () => (await colouredPlaces(page)).length).toBeGreaterThan(count);
      await page.keyboard.press('r');

      await page.mouse.move(area.x + area.width / 2, area.y + area.height / 2);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width / 2 + 60, area.y + area.height / 2, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/box=/);
      const moved = page.url();
      await page.mouse.wheel(0, -240);
      await page.waitForURL((url) => url.href !== moved);
      expect(consoleErrors).toEqual([]);
    });

    it(`tells the selected points from the others ${way}, in forced colours`, async () => {
      const { page } = await openWindow(given);
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
      await page.addInitScript(prepare);
      await page.reload();
      await page.getByRole('link', { name: 'Map' }).press('Enter');
      await plot(page).waitFor();
      const area = await plot(page).boundingBox();
      if (area === null) throw new Error('The map has no place in the window.');
      const middle = area.y + area.height / 2;
      // A point reaches a little over the line that its middle is above. Five lie over each other wherever there is one.
      const countIn = async (part: 'above' | 'below') =>
        (await colouredPlaces(page)).filter(({ y }) => (part === 'above' ? y < middle : y > middle + 16))
          .length;
      await expect.poll(() => countIn('above')).toBeGreaterThan(0);
      await expect.poll(() => countIn('below')).toBeGreaterThan(0);
      await page.keyboard.press('r');
      await page.mouse.move(area.x + 4, area.y + 4);
      await page.mouse.down();
      await page.mouse.move(area.x + area.width - 4, middle, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => selectedIn(page)).toBeGreaterThan(1);
      // Away from the map, where the picture of what is pointed at would be counted with the points.
      await page.mouse.move(2, 2);
      await expect.poll(() => countIn('below')).toBe(0);
      await expect.poll(() => countIn('above')).toBeGreaterThan(0);
      await page.context().close();
    });
  }
});
