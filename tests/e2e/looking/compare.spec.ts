import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { type EmptyHost, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { activeCell, findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

const others = 8;

/** a1, the same compressed again as a2, a3 with a black square in it; then others: b1, b2 … */
async function drawFolder(folder: string): Promise<void> {
  mkdirSync(folder);
  const original = await sharp(await drawPicture(1))
    .resize(480)
    .png()
    .toBuffer();
  const square = await sharp({ create: { width: 96, height: 80, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const stained = await sharp(original)
    .composite([{ input: square, left: 192, top: 120 }])
    .png()
    .toBuffer();
  const jpeg = (picture: Buffer, quality: number) => sharp(picture).jpeg({ quality }).toBuffer();
  writeFileSync(join(folder, 'a1.jpg'), await jpeg(original, 95));
  writeFileSync(join(folder, 'a2.jpg'), await jpeg(original, 88));
  writeFileSync(join(folder, 'a3.jpg'), await jpeg(stained, 95));
  for (let at = 1; at <= others; at++) writeFileSync(join(folder, `b${at}.jpg`), await drawPicture(at * 5));
  const rows = ['a1,Shirt,Navy,Men', 'a2,Shirt,Navy,Men', 'a3,Shirt,Black,Men'];
  for (let at = 1; at <= others; at++) rows.push(`b${at},Shoe,Red,Men`);
  writeFileSync(join(folder, 'styles.csv'), `id,kind,colour,gender\n${rows.join('\n')}\n`);
}

async function startShop(): Promise<EmptyHost> {
  const host = await startEmptyHost();
  await drawFolder(join(host.folder, 'shop'));
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'shop catalog'), create: true });
  await runImport(host.engine, { folder: join(host.folder, 'shop') });
  return host;
}

inBrowser('comparing', startShop, (given) => {
  const places = (page: Page) => page.getByRole('figure');
  const challenger = (page: Page) => page.getByRole('figure', { name: /^Challenger: / });
  /** Where the picture in sight at a place is. */
  const transform = (place: Locator) =>
    place.locator('.compare-layer:not([data-hidden])').first().getAttribute('style');
  const has = (place: Locator, name: string) =>
    expect.poll(() => place.getAttribute('aria-label')).toBe(name);

  /** In the library: selects the first products by keyboard, and compares them. */
  async function compareFirst(page: Page, count: number): Promise<void> {
    await gridOf(page, 'Products').getByRole('gridcell').first().click();
    for (let more = 1; more < count; more++) await page.keyboard.press('Shift+ArrowRight');
    await statusLine(page).getByText(`${count} selected`).waitFor();
    await page.keyboard.press('c');
  }

  async function openLookAlikes(page: Page): Promise<void> {
    await gridOf(page, 'Products').getByRole('gridcell').first().click();
    await page.keyboard.press('Enter');
    await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
  }

  it('puts what is selected side by side under one zoom, by keyboard alone', async () => {
    const { page, consoleErrors } = await openWindow(given);
    await compareFirst(page, 3);
    await page.waitForURL(/#\/compare\/a1\/a2\/a3\?/);
    await has(places(page).first(), 'Champion: a1');
    await challenger(page).and(page.locator(':focus')).waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await page.keyboard.press('+');
    await has(challenger(page), 'Challenger: a2, enlarged 1.4 times');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => transform(places(page).first()))
      .toBe('transform: translate(-10%, 0%) scale(1.4);');
    for (const at of [1, 2])
      expect(await transform(places(page).nth(at))).toBe(await transform(places(page).first()));

    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => transform(challenger(page))).toBe('transform: translate(-10%, 1%) scale(1.4);');
    expect(await transform(places(page).first())).toBe('transform: translate(-10%, 0%) scale(1.4);');
    await page.keyboard.press('0');
    for (const at of [0, 1, 2]) {
      await expect.poll(() => transform(places(page).nth(at))).toBe('transform: translate(0%, 0%) scale(1);');
    }
    expect(consoleErrors).toEqual([]);
  });

  it('zooms and moves by pointer: all, and with Shift one alone', async () => {
    const { page } = await openWindow(given);
    await compareFirst(page, 2);
    const box = await challenger(page).boundingBox();
    if (box === null) throw new Error('The challenger is not in sight.');
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.move(middle.x + box.width / 4, middle.y);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect.poll(() => transform(challenger(page))).toMatch(/translate\(2[45][.\d]*%, 0%\) scale\(1\)/);
    expect(await transform(places(page).first())).toBe('transform: translate(0%, 0%) scale(1);');
    await page.mouse.wheel(0, -600);
    await page.getByRole('figure', { name: /^Champion: a1, enlarged/ }).waitFor();
    await page.getByRole('button', { name: 'All as they were' }).click();
    await expect.poll(() => transform(challenger(page))).toBe('transform: translate(0%, 0%) scale(1);');
  });

  it('blinks, goes from challenger to challenger, and is the same after a reload; Esc leads back', async () => {
    const { page } = await openWindow(given);
    await compareFirst(page, 4);
    await has(places(page).first(), 'Champion: a1');
    await page.keyboard.press('b');
    await has(places(page).first(), 'Challenger: a2');
    await has(places(page).nth(1), 'Champion: a1');
    await page.keyboard.press('b');
    await has(places(page).first(), 'Champion: a1');

    await page.keyboard.press('n');
    await has(places(page).nth(2), 'Challenger: a3');
    await challenger(page).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Shift+N');
    await page.keyboard.press('Shift+N');
    await has(places(page).nth(3), 'Challenger: b1');

    await page.keyboard.press('o');
    await expect.poll(() => places(page).count()).toBe(2);
    await page.keyboard.press('m');
    await has(places(page).first(), 'Champion: b1');
    await page.keyboard.press('k');
    await page.keyboard.press('n');
    await has(places(page).first(), 'Champion: a1');
    await has(places(page).nth(1), 'Challenger: b1');
    await page.waitForURL(/pair=yes/);
    await page.reload();
    await has(places(page).first(), 'Champion: a1');
    await has(places(page).nth(1), 'Challenger: b1');
    await expect
      .poll(() => page.getByRole('button', { name: 'Keep the champion' }).getAttribute('aria-pressed'))
      .toBe('false');
    expect(await isFocusLost(page)).toBe(false);

    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/library/);
    await statusLine(page).getByText('4 selected').waitFor();
    await page.goForward();
    await has(places(page).first(), 'Champion: a1');
  });

  it('shows where near-identical pictures differ, and says how much', async () => {
    const { page, consoleErrors } = await openWindow(given);
    await compareFirst(page, 3);
    await challenger(page).waitFor();
    await page.keyboard.press('d');
    await page.getByText('No difference seen.', { exact: true }).first().waitFor();
    await page.keyboard.press('n');
    // The square is 96 × 80 of 480 × 320 pixels.
    await page
      .getByText(/^(4\.[89]|5\.[012])\s% of the picture differs\.$/)
      .first()
      .waitFor();
    await challenger(page).locator('canvas').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('d');
    await challenger(page).locator('canvas').waitFor({ state: 'detached' });
    expect(consoleErrors).toEqual([]);
  });

  it('lines attributes up, those that differ alone or all of them', async () => {
    const { page } = await openWindow(given);
    await compareFirst(page, 3);
    const table = page.getByRole('table', { name: 'Attributes' });
    await table.waitFor();
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['Colour']);
    expect(await table.getByRole('cell').allTextContents()).toEqual(['Navy', 'Navy', '≠ differs: Black']);
    await page.getByRole('checkbox', { name: 'Only what differs' }).press('Space');
    await table.getByRole('rowheader', { name: 'Gender' }).waitFor();
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['Kind', 'Colour', 'Gender']);
  });

  it('decides for the query’s list, which look-alikes then show', async () => {
    const { page, consoleErrors } = await openWindow(given);
    await openLookAlikes(page);
    await page.keyboard.press('c');
    await page.waitForURL(/#\/compare\/a1\/\w+\?.*list=a1/);
    const compared = /compare\/a1\/(\w+)/.exec(page.url())?.[1] ?? '';
    await statusLine(page).getByText('decisions go to the list of a1').waitFor();
    await page.keyboard.press('x');
    await page.getByTitle('Rejected').waitFor();
    await page.keyboard.press('p');
    await page.getByTitle('Pinned').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    // What was decided may be seen before the product itself is there.
    const answered = Promise.withResolvers<void>();
    const late = /\/api\/(products\.get|search\.similar)$/;
    await page.route(late, async (route) => {
      await answered.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByTitle('Pinned').waitFor();
    await page.keyboard.press('Backspace');
    answered.resolve();
    await page.getByTitle('Pinned').waitFor({ state: 'detached' });
    await page.unroute(late);
    await page.getByRole('button', { name: /^Accept / }).press('Enter');
    await page.getByTitle('Accepted').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/look-alikes\/a1/);
    await activeCell(page, 'Look-alikes').getByTitle('Accepted').waitFor();
    await expect.poll(() => activeCell(page, 'Look-alikes').innerText()).toContain(compared);

    // Several: the query is the champion.
    await gridOf(page, 'Look-alikes').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('c');
    await expect.poll(() => places(page).count()).toBe(4);
    await has(places(page).first(), 'Champion: a1');
    expect(consoleErrors).toEqual([]);
  });

  it('says in words what it cannot do', async () => {
    const { page } = await openWindow(given);
    await compareFirst(page, 1);
    await page
      .getByText('Two to six products can be compared. Click one, and more with Shift or Ctrl.')
      .waitFor();
    await compareFirst(page, 7);
    await page.getByText('Two to six products can be compared; these are 7. Select fewer.').waitFor();
    await page.getByRole('link', { name: 'Compare' }).waitFor({ state: 'detached' });

    await compareFirst(page, 2);
    await challenger(page).waitFor();
    await page.keyboard.press('a');
    await page.getByText('Decisions belong to the list of a product.').waitFor();
  });

  it('says which product is gone, and which picture cannot be read', async () => {
    const { page } = await openStart({
      browser: given.browser,
      host: { url: given.host.url.replace(/(#.*)?$/, '#/compare/a1/gone/b2') },
    });
    await page
      .getByRole('figure', { name: 'Challenger: gone' })
      .getByText(/“?gone”?/)
      .waitFor();
    await page.route(/\/(thumb|preview)\//, (route) => route.abort());
    await page.keyboard.press('n');
    await page.getByRole('figure', { name: 'Challenger: b2' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await challenger(page).getByText('The picture cannot be read. Is its folder still there?').waitFor();
  });

  it('has everything within reach in a small window', async () => {
    const { page } = await openWindow(given);
    await compareFirst(page, 6);
    await challenger(page).waitFor();
    for (const size of [
      { width: 640, height: 400 },
      { width: 1000, height: 700 },
    ]) {
      await page.setViewportSize(size);
      expect(await findOutOfReach(page)).toEqual([]);
    }
  });
});
