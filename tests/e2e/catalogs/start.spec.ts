import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawSmallFolder } from '../../contract/smallCatalog.ts';
import { runImport } from '../../engine/workplace.ts';
import { openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, firstImportMs, gridOf, statusLine, waitForFocusOn } from '../fixtures/window.ts';

inBrowser(
  'the start screen',
  () => startEmptyHost(),
  (given) => {
    it('offers a folder first and the sample beside it, with no barrier', async () => {
      const { page, consoleErrors } = await openStart(given);
      await page.getByRole('heading', { name: 'Find look-alike products' }).waitFor();
      await page.getByRole('button', { name: 'Try the sample catalog' }).waitFor();
      await waitForFocusOn(page, 'Open a folder');
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('draws and imports the sample without a question', async () => {
      const { page } = await openStart(given);
      await page.getByRole('button', { name: 'Try the sample catalog' }).click();
      await gridOf(page, 'Products')
        .locator('[role=gridcell] img')
        .first()
        .waitFor({ timeout: firstImportMs });
      await page
        .getByText(/^Import finished: 300 images embedded/)
        .first()
        .waitFor({ timeout: firstImportMs });
      await statusLine(page).getByText('300 products').waitFor();
      await page.getByRole('button', { name: 'Show report' }).click();
      await page.getByText('300 found = 300 embedded + 0 unchanged + 0 duplicate + 0 failed').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Catalog:/ }).click();
      await page.getByRole('menuitem', { name: 'Close this catalog' }).click();
      await page.getByRole('button', { name: /300 products · today/ }).waitFor();
    });

    it('offers to rebuild a damaged catalog from its images, and keeps the old database', async () => {
      const images = join(given.host.folder, 'shop');
      const catalog = join(given.host.folder, 'shop catalog');
      const metadata = await drawSmallFolder(images);
      await given.host.engine.call('catalogs.open', { folder: catalog, create: true });
      await runImport(given.host.engine, { folder: images, metadata });
      await given.host.engine.call('catalogs.close', {});
      writeFileSync(join(catalog, 'twinset.db'), 'this is no database at all'.repeat(1000));

      const { page } = await openStart(given);
      await page.getByRole('button', { name: /shop catalog/ }).click();
      await page.getByText('The catalog cannot be opened').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Rebuild from the images' }).click();
      await page
        .getByText(/^The old database is kept as .*damaged/)
        .first()
        .waitFor();
    });
  },
);
