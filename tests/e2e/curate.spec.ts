import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findObstacle, type RunningHost, startHost } from './fixtures/host.ts';
import { findBarriers, gridOf, openWindow, startBrowser } from './fixtures/window.ts';

const obstacle = findObstacle();
const lists = 20;

describe.skipIf(obstacle !== null)(obstacle === null ? 'curating' : `curating (skipped: ${obstacle})`, () => {
  let host: RunningHost;
  let browser: Browser;

  beforeAll(async () => {
    host = await startHost(60);
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  const listPane = (page: Page) => page.getByRole('complementary', { name: 'List' });
  const entriesOf = (page: Page) => listPane(page).getByRole('grid').getByRole('row');
  const states = (page: Page) =>
    entriesOf(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state') ?? ''));
  const progress = (page: Page) => listPane(page).getByText(/ of 60 done/);

  async function openFirst(page: Page): Promise<void> {
    await gridOf(page, 'Products').getByRole('gridcell').first().click();
    await page.keyboard.press('Enter');
    await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
    await entriesOf(page).nth(9).waitFor();
  }

  /** Waits for the look-alikes of another product than the address had. */
  async function next(page: Page): Promise<void> {
    const before = page.url();
    await page.keyboard.press('n');
    await page.waitForURL((url) => url.hash.split('?')[0] !== new URL(before).hash.split('?')[0]);
    await page.locator('.results-grid[aria-busy="false"]').waitFor();
    await expect.poll(async () => (await states(page)).join(' ')).toMatch(/^(suggested ?){10}$/);
  }

  it('goes through twenty lists by keyboard alone; half is undone, and a reload finds all of it', async () => {
    const { page, consoleErrors } = await openWindow(browser, host.url);
    await openFirst(page);
    for (let list = 0; list < lists; list++) {
      await page.keyboard.press('Shift+P');
      await expect.poll(() => states(page)).toContain('pinned');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('a');
      await expect.poll(() => states(page)).toContain('accepted');
      await page.keyboard.press('d');
      await listPane(page).getByText('Done', { exact: true }).first().waitFor();
      await expect.poll(() => progress(page).innerText()).toMatch(`${list + 1} of 60 done`);
      if (list < lists - 1) await next(page);
    }
    // Of three decisions per list, the last ten lists' are taken back.
    for (let step = 0; step < (lists / 2) * 3; step++) {
      await page.keyboard.press('z');
    }
    await expect.poll(() => progress(page).innerText()).toMatch(/^10 of 60 done$/);
    await page.reload();
    await expect.poll(() => progress(page).innerText()).toMatch(/^10 of 60 done$/);
    await expect.poll(async () => (await states(page)).join(' ')).toMatch(/^(suggested ?){10}$/);
    await page.keyboard.press('Shift+Z');
    await expect.poll(() => states(page)).toContain('pinned');
    expect(await findBarriers(page)).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });

  it('moves an entry with Alt and the arrows: it is pinned to its place; the fold line stays', async () => {
    const { page } = await openWindow(browser, host.url);
    await openFirst(page);
    await next(page);
    const second = await entriesOf(page).nth(1).getAttribute('data-key');
    await page.keyboard.press('w');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await states(page))[2]).toBe('pinned');
    expect(await entriesOf(page).nth(2).getAttribute('data-key')).toBe(second);
    await listPane(page)
      .getByText(/Pinned by you to place 3/)
      .waitFor();
    await listPane(page).getByText('The shop shows 5').waitFor();
    await page.keyboard.press('Backspace');
    await expect.poll(async () => (await states(page)).includes('pinned')).toBe(false);
  });

  it('rejects several at once, leaves pins, and says so', async () => {
    const { page } = await openWindow(browser, host.url);
    await openFirst(page);
    await next(page);
    await page.keyboard.press('p');
    await expect.poll(() => states(page)).toContain('pinned');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('x');
    await page.getByText(/Rejected 2 products. 1 product left, being so already or pinned/).waitFor();
    await expect.poll(() => states(page)).toContain('pinned');
  });

  it('puts everything back where a decision is not kept, and says why', async () => {
    const { page } = await openWindow(browser, host.url);
    await openFirst(page);
    await next(page);
    await page.route('**/api/lists.decideAll', (route) =>
      route.fulfill({
        json: { ok: false, error: { code: 'disk-full', message: 'The disk is full. Make room on it.' } },
      }),
    );
    await page.keyboard.press('a');
    await page.getByText('The decision was not kept. The disk is full. Make room on it.').waitFor();
    expect(await states(page)).not.toContain('accepted');
  });
});
