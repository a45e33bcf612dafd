import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { drawSmallFolder } from '../../contract/smallCatalog.ts';
import { runImport } from '../../engine/workplace.ts';
import { type EmptyHost, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { activeCell, findBarriers, gridOf } from '../fixtures/window.ts';

async function startWithThirdPage(): Promise<EmptyHost> {
  const host = await startEmptyHost((folder) => join(folder, 'interface'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, '../fixtures/thirdPage'),
    plugins: [react()],
    logLevel: 'error',
    build: { outDir: join(host.folder, 'interface'), emptyOutDir: true, chunkSizeWarningLimit: 5000 },
  });
  const images = join(host.folder, 'shop');
  const metadata = await drawSmallFolder(images);
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'shop catalog'), create: true });
  await runImport(host.engine, { folder: images, metadata });
  return host;
}

inBrowser('a third page', startWithThirdPage, (given) => {
  it('has a tab and an address, and takes filters and product along', async () => {
    const { page, consoleErrors } = await openStart(given);
    await page.getByRole('region', { name: 'Base colour' }).getByRole('checkbox').first().press('Space');
    await page.waitForURL(/where\.baseColour=/);
    await gridOf(page, 'Products').getByRole('gridcell').first().click();
    await page.waitForURL(/product=1/);
    const tabs = page.getByRole('navigation', { name: 'Views' });
    await tabs.getByRole('link', { name: 'Shelf' }).click();
    await page.waitForURL(/#\/shelf\/1\?where\.baseColour=\w+&product=1\d+$/);
    await page.getByRole('heading', { name: 'Shelf 1 of shop catalog' }).waitFor();
    await page.getByText(/^filters: (Red|Green|Blue); product: 1\d+$/).waitFor();
    await expect
      .poll(() => tabs.getByRole('link', { name: 'Shelf' }).getAttribute('aria-current'))
      .toBe('page');
    expect(await findBarriers(page)).toEqual([]);
    await tabs.getByRole('link', { name: 'Library' }).click();
    await activeCell(page, 'Products').waitFor();
    expect(page.url()).toMatch(/#\/library\?where\.baseColour=\w+&product=1\d+$/);
    expect(consoleErrors).toEqual([]);
  });

  it('keeps its place over reload, back and forward, and its tab leads back to it', async () => {
    const { page } = await openStart(given);
    const heading = (row: number) => page.getByRole('heading', { name: `Shelf ${row} of` });
    await page.getByRole('link', { name: 'Shelf' }).click();
    await page.getByRole('button', { name: 'Next row' }).click();
    await heading(2).waitFor();
    await page.reload();
    await heading(2).waitFor();
    await page.goBack();
    await heading(1).waitFor();
    await page.goForward();
    await heading(2).waitFor();
    await page.getByRole('link', { name: 'Library' }).click();
    await gridOf(page, 'Products').waitFor();
    await page.getByRole('link', { name: 'Shelf' }).click();
    await heading(2).waitFor();
  });

  it('opens a product as every page does, and stands in the table of keys', async () => {
    const { page } = await openStart(given);
    await page.getByRole('link', { name: 'Shelf' }).click();
    await page.keyboard.press('?');
    await page.getByRole('rowheader', { name: 'Go to the next row' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open 1003' }).click();
    await page.waitForURL(/#\/look-alikes\/1003$/);
    await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
  });
});
