import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { runImport } from '../../engine/workplace.ts';
import { drawFolder, type EmptyHost, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { findBarriers, goToPath, gridOf, openWindow, waitForFocusOn } from '../fixtures/window.ts';

/** A window of 1280 × 800 at a zoom of 200 %. */
const smallest = { width: 640, height: 400 };
const sizes = [
  smallest,
  { width: 1000, height: 700 },
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
];

/** Waits until the sheet has the focus, takes presses, and nothing in it is still being asked for. */
async function waitForSheet(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const sheet = document.querySelector('[role="dialog"]');
    if (sheet === null || !sheet.contains(document.activeElement)) return false;
    return sheet.closest('[inert]') === null && sheet.querySelector('[aria-busy="true"]') === null;
  });
}

async function choose(page: Page, button: RegExp | string, item: string): Promise<void> {
  await page.getByRole('button', { name: button }).press('Enter');
  await page.getByRole('menuitem', { name: item }).press('Enter');
}

async function showLookAlikes(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Library' }).press('Enter');
  await gridOf(page, 'Products').press('Home');
  await gridOf(page, 'Products').press('Enter');
  await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
}

/** The ways to every sheet, by keyboard, from the library. */
const sheets: { readonly [name: string]: (page: Page, folder: string) => Promise<void> } = {
  settings: async (page) => {
    await page.keyboard.press('Control+,');
    await page.getByText('Fashion ResNet50').first().waitFor();
    await page.getByRole('button', { name: 'Advanced' }).press('Enter');
  },
  'the tuning': async (page) => {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Tune to the catalog…' }).press('Enter');
    await page.getByRole('region', { name: 'How much each field counts' }).waitFor();
  },
  'the keys': (page) => page.keyboard.press('?'),
  diagnostics: async (page) => {
    await choose(page, 'Settings and more', 'Diagnostics');
    await page.getByRole('region', { name: 'Backends' }).waitFor();
  },
  'the check': async (page) => {
    await choose(page, /^Catalog:/, 'Check this catalog…');
    await page.getByText('Everything fits together').waitFor();
  },
  'the way to a shared catalog': (page) => choose(page, /^Catalog:/, 'Open shared catalog…'),
  'the question before products are removed': (page) =>
    choose(page, /^Catalog:/, 'Remove products whose files are gone…'),
  export: async (page) => {
    await page.keyboard.press('Control+e');
    await page.getByText(/^from the lists of/).waitFor();
  },
  'the generation of lists': (page) => choose(page, 'Settings and more', 'Generate lists…'),
  'the import of lists': (page) => choose(page, 'Settings and more', 'Import lists…'),
  'a new board': async (page) => {
    await page.getByRole('link', { name: 'Boards' }).press('Enter');
    await page.getByRole('button', { name: 'New board…' }).last().press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
  },
  'a like on a board': async (page) => {
    await page.getByRole('link', { name: 'Library' }).press('Enter');
    await gridOf(page, 'Products').press('ArrowRight');
    await page.keyboard.press('l');
    await page.getByRole('button', { name: 'Like', exact: true }).waitFor();
  },
  'why one is rejected': async (page) => {
    await showLookAlikes(page);
    await page.keyboard.press('Shift+X');
    await page.getByRole('textbox', { name: 'Why' }).waitFor();
  },
  'the days of a pin': async (page) => {
    await showLookAlikes(page);
    await page.keyboard.press('e');
    await page.getByLabel('Until').waitFor();
  },
  users: async (page) => {
    await page.getByRole('link', { name: 'Boards' }).press('Enter');
    const open = page.getByRole('button', { name: 'Import what users did…' });
    if (!(await open.isVisible()))
      await page.getByRole('button', { name: 'Boards', exact: true }).press('Enter');
    await open.press('Enter');
    await page.getByRole('button', { name: 'What an event counts' }).press('Enter');
  },
  'the choice of a folder': async (page) => {
    await page.keyboard.press('Control+o');
    await page.getByRole('option', { name: 'shop', exact: true }).waitFor();
  },
  'the plan of an import': async (page, folder) => {
    await page.keyboard.press('Control+o');
    await page.getByRole('option', { name: 'next season', exact: true }).waitFor();
    await goToPath(page, join(folder, 'next season'));
    await page.getByText('Here: 1 folder · 12 images').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).press('Enter');
    await page.getByRole('button', { name: /Kennung.*Product id/ }).waitFor();
  },
  'the report of an import': async (page) => {
    await page.keyboard.press('Control+o');
    // The list takes the focus when it comes.
    await page.getByRole('option', { name: 'shop', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Last import’s report' }).press('Enter');
    await page.getByRole('region', { name: 'Failed files' }).waitFor();
  },
  'the large picture': async (page) => {
    await page.getByRole('link', { name: 'Library' }).press('Enter');
    await gridOf(page, 'Products').press('ArrowRight');
    await page.keyboard.press('Space');
  },
};

async function startImported(): Promise<EmptyHost> {
  const host = await startEmptyHost();
  const { folder } = await drawFolder(join(host.folder, 'shop'));
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'catalog'), create: true });
  await runImport(host.engine, {
    folder,
    metadata: join(folder, 'produkte.csv'),
    metadataOptions: { imageColumn: 'Kennung', idColumn: 'Kennung' },
  });
  await drawFolder(join(host.folder, 'next season'));
  return host;
}

inBrowser('every place in every window', startImported, (given) => {
  for (const size of sizes) {
    const inWords = `${size.width} × ${size.height}`;

    it(`${inWords}: every control of the library and its look-alikes can be reached`, async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.setViewportSize(size);
      expect(await findOutOfReach(page)).toEqual([]);
      const columns = Number(await gridOf(page, 'Products').getAttribute('aria-colcount'));
      expect(columns).toBeGreaterThanOrEqual(3);
      for (const entry of ['Settings and more', /^Catalog:/]) {
        await page.getByRole('button', { name: entry }).press('Enter');
        await page.getByRole('menu').waitFor();
        expect(await findOutOfReach(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
      await gridOf(page, 'Products').press('ArrowRight');
      await page.keyboard.press('Enter');
      await gridOf(page, 'Look-alikes').getByRole('gridcell').nth(1).waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      expect(Number(await gridOf(page, 'Look-alikes').getAttribute('aria-colcount'))).toBeGreaterThanOrEqual(
        2,
      );
      if (size === smallest) expect(await findBarriers(page)).toEqual([]);
      await gridOf(page, 'Look-alikes').press('Space');
      await waitForSheet(page);
      expect(await findOutOfReach(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });
  }

  it('a pane that has no room is opened by hand, stays so over a reload, and folds again', async () => {
    const { page } = await openWindow(given);
    await page.setViewportSize(smallest);
    const filters = page.getByRole('complementary', { name: 'Filters' });
    const toggle = page.getByRole('button', { name: 'Filters' });
    await filters.waitFor({ state: 'detached' });
    await toggle.press('Enter');
    await filters.getByRole('checkbox').first().waitFor();
    await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true');
    expect(await findOutOfReach(page)).toEqual([]);
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await filters.getByRole('checkbox').first().waitFor();
    await page.getByRole('button', { name: 'Details' }).press('Enter');
    await page.getByRole('complementary', { name: 'Details' }).waitFor();
    await filters.waitFor({ state: 'detached' });
    await page.keyboard.press('d');
    await page.getByRole('complementary', { name: 'Details' }).waitFor({ state: 'detached' });
    expect(await isFocusLost(page)).toBe(false);
  });

  it('every sheet has the focus, fits a window that changes under it, and gives the focus back', async () => {
    const { page, consoleErrors } = await openWindow(given);
    for (const [name, open] of Object.entries(sheets)) {
      await page.setViewportSize(smallest);
      await open(page, given.host.folder);
      await waitForSheet(page);
      expect(await findBarriers(page), name).toEqual([]);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await expect
          .poll(() => findOutOfReach(page), { message: `${name}, ${size.width} × ${size.height}` })
          .toEqual([]);
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => isFocusLost(page), { message: name }).toBe(false);
    }
    expect(consoleErrors).toEqual([]);
  });

  it('a pane folded by the key in a wide window stays so, and the focus in it goes to the pictures', async () => {
    const { page } = await openWindow(given);
    const filters = page.getByRole('complementary', { name: 'Filters' });
    await filters.getByRole('checkbox').first().focus();
    await page.keyboard.press('f');
    await filters.waitFor({ state: 'detached' });
    expect(await isFocusLost(page)).toBe(false);
    await page.reload();
    await gridOf(page, 'Products').locator('img').first().waitFor();
    await expect.poll(() => filters.count()).toBe(0);
    await page.keyboard.press('f');
    await filters.waitFor();
  });

  it('a control that is disabled by its own press hands the focus to the one beside it', async () => {
    const { page } = await openWindow(given);
    await gridOf(page, 'Products').press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Zoom in' }).press('Enter');
    await page.getByRole('button', { name: 'Zoom out' }).press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Zoom in');
  });

  it('the start screen can be used in the smallest window', async () => {
    const { page } = await openStart(given);
    await page.setViewportSize(smallest);
    await choose(page, /^Catalog:/, 'Close this catalog');
    await page.getByRole('heading', { name: 'Find look-alike products' }).waitFor();
    expect(await findOutOfReach(page)).toEqual([]);
    await waitForFocusOn(page, 'Open a folder');
    await page.getByText('Closing the catalog…').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^catalog/ }).press('Enter');
    await gridOf(page, 'Products').locator('img').first().waitFor();
  });
});
