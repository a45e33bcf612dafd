import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSmallFolder } from '../contract/smallCatalog.ts';
import { type EmptyHost, openStart, startEmptyHost } from './fixtures/emptyHost.ts';
import { findObstacle } from './fixtures/host.ts';
import { isFocusLost } from './fixtures/reach.ts';
import {
  activeCell,
  firstImportMs,
  gridOf,
  startBrowser,
  statusLine,
  waitForFocusOn,
} from './fixtures/window.ts';

const obstacle = findObstacle();

describe.skipIf(obstacle !== null)(
  obstacle === null ? 'the keyboard' : `the keyboard (skipped: ${obstacle})`,
  () => {
    let host: EmptyHost;
    let browser: Browser;

    beforeAll(async () => {
      host = await startEmptyHost();
      browser = await startBrowser();
      await drawSmallFolder(join(host.folder, 'shop'));
    });

    afterAll(async () => {
      await browser?.close();
      await host?.stop();
    });

    it('is on the page when Esc closes the first import, whose opener is gone', async () => {
      const { page } = await openStart(browser, host.url);
      await page.keyboard.press('Control+o');
      await page.getByRole('option', { name: 'shop' }).press('Enter');
      await page.getByText('Here: 12 images').waitFor();
      await page.getByRole('button', { name: 'Use this folder' }).press('Enter');
      // Not on the button that starts the import.
      await waitForFocusOn(page, 'Another folder…');
      await page.getByRole('button', { name: 'Import 12 images' }).press('Enter');
      await page
        .getByRole('button', { name: 'Go on in the background' })
        .or(page.getByRole('button', { name: 'Show the products' }))
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocusLost(page)).toBe(false);
      await statusLine(page).getByText('12 products').waitFor({ timeout: firstImportMs });
      await gridOf(page, 'Products').locator('img').first().waitFor();
      expect(await isFocusLost(page)).toBe(false);
      await page.keyboard.press('ArrowRight');
      await activeCell(page, 'Products').waitFor();
    });

    it('is on the page when the sheet was opened from a place that is gone meanwhile', async () => {
      const { page } = await openStart(browser, host.url);
      await gridOf(page, 'Products').locator('img').first().waitFor();
      await page.getByRole('button', { name: 'Import…' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await host.engine.call('catalogs.close', {});
      await page.getByRole('heading', { name: 'Find look-alike products', includeHidden: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocusLost(page)).toBe(false);
    });
  },
);
