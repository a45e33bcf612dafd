import { afterAll, beforeAll, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openStart, startEmptyHost } from '../e2e/fixtures/emptyHost.ts';
import { inBrowser } from '../e2e/fixtures/inBrowser.ts';
import { gridOf } from '../e2e/fixtures/window.ts';
import { addressOf, makeSampleCatalog, publish, type SampleCatalog } from './sampleCatalog.ts';

let sample: SampleCatalog;
let local: Engine;
beforeAll(async () => {
  sample = await makeSampleCatalog(60);
  local = await sample.openEngine();
  await publish(local, { address: addressOf('looked') });
});
afterAll(async () => {
  await local.close();
  sample.remove();
});
inBrowser('look', startEmptyHost, (given) => {
  it('shots', async () => {
    const { page, consoleErrors } = await openStart(given);
    let n = 0;
    const shot = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        await page.screenshot({
          path: `/tmp/sshots/${String(n).padStart(2, '0')}-${name}-${colorScheme}.png`,
        });
      }
      n++;
    };
    await shot('start');
    await page.getByRole('button', { name: 'Open shared catalog…' }).press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Open shared catalog' });
    await shot('sheet');
    const field = sheet.getByRole('textbox', { name: 'Address' });
    await field.fill('http://127.0.0.1:1/none');
    await field.press('Enter');
    await page.waitForTimeout(8000);
    await shot('sheet-error');
    await field.fill(addressOf('looked'));
    await field.press('Enter');
    await gridOf(page, 'Products').locator('[role=gridcell] img').first().waitFor();
    await page.waitForTimeout(1500);
    await shot('library');
    await page.getByRole('button', { name: 'Catalog: Sample catalog' }).press('Enter');
    await shot('menu');
    await page.keyboard.press('Escape');
    await gridOf(page, 'Products').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(3000);
    await shot('lookalikes');
    for (const name of ['Lists', 'Boards', 'Map', 'Duplicates', 'Repair', 'Insight']) {
      await page.getByRole('link', { name }).first().press('Enter');
      await page.waitForTimeout(3000);
      await page.screenshot({ path: `/tmp/sshots/p-${name}.png` });
    }
    for (const path of ['matrix', 'quality', 'exposure', 'history']) {
      await page.evaluate((to) => {
        location.hash = `#/${to}`;
      }, path);
      await page.waitForTimeout(2500);
      await page.screenshot({ path: `/tmp/sshots/p-${path}.png` });
    }
    console.log(consoleErrors.join('\n'));
  });
});
