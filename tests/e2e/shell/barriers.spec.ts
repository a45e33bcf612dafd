/** What every other spec relies on: that barriers are found, in the theme where they are. */
import type { Browser } from 'playwright';
import { expect, it } from 'vitest';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers } from '../fixtures/window.ts';

/** Without a host: the page is written below. */
const nowhere = async () => ({ stop: async () => undefined });

async function barriersOf(browser: Browser, body: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><html lang="en"><title>A page</title>
    <style>
      body { color: #000; background: #fff }
      .dim { color: #999 }
      @media (prefers-color-scheme: dark) { body { color: #fff; background: #000 } .dim { color: #999 } }
    </style>
    <main><h1>A page</h1>${body}</main></html>`);
  const found = await findBarriers(page);
  await page.close();
  return found;
}

inBrowser('the search for barriers', nowhere, (given) => {
  it('finds none where there is none', async () => {
    expect(await barriersOf(given.browser, '<p>Words</p>')).toEqual([]);
  });

  it('finds what is so in both themes once, and what hangs on colours in the theme where it is so', async () => {
    const found = await barriersOf(given.browser, '<p class="dim">Words</p><button></button>');
    expect(found).toEqual([
      expect.stringMatching(/button-name: button$/),
      expect.stringMatching(/color-contrast: p$/),
    ]);
  });
});
