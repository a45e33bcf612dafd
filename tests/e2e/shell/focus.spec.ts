import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawSmallFolder } from '../../contract/smallCatalog.ts';
import { type EmptyHost, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { isFocusLost } from '../fixtures/reach.ts';
import { activeCell, firstImportMs, gridOf, statusLine, waitForFocusOn } from '../fixtures/window.ts';

async function startDrawn(): Promise<EmptyHost> {
  const host = await startEmptyHost();
  await drawSmallFolder(join(host.folder, 'shop'));
  return host;
}

inBrowser('the keyboard', startDrawn, (given) => {
  it('is on the page when Esc closes the first import, whose opener is gone', async () => {
    const { page } = await openStart(given);
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
    const { page } = await openStart(given);
    await gridOf(page, 'Products').locator('img').first().waitFor();
    await page.getByRole('button', { name: 'Import…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await given.host.engine.call('catalogs.close', {});
    await page.getByRole('heading', { name: 'Find look-alike products', includeHidden: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await isFocusLost(page)).toBe(false);
  });
});
