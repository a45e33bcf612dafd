import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawFolder, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, firstImportMs, goToPath, statusLine, waitForFocusOn } from '../fixtures/window.ts';

async function startDrawn() {
  const host = await startEmptyHost();
  return { ...host, drawn: await drawFolder(join(host.folder, 'Autumn collection')) };
}

inBrowser('importing a folder', startDrawn, (given) => {
  it('goes from the start screen to the report by keyboard alone', async () => {
    const { page, consoleErrors } = await openStart(given);
    await page.keyboard.press('Control+o');
    await page.getByRole('listbox').getByRole('option', { name: 'Autumn collection' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.type('Autumn');
    await page.keyboard.press('Enter');
    await page.getByText('Here: 1 folder · 12 images · 1 CSV file').waitFor();
    await page.keyboard.press('Backspace');
    await page.getByRole('option', { name: 'Autumn collection' }).waitFor();
    await page.keyboard.type('Autumn');
    await page.keyboard.press('Enter');
    await page.getByText('Here: 1 folder').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).press('Enter');

    // No column of the metadata has a name that Twinset knows: the images are named after one of them.
    await page.getByRole('button', { name: /Kennung.*Product id/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: /Product id/ }).press('Enter');
    await page.getByRole('option', { name: 'Kennung' }).press('Enter');
    await page.getByRole('button', { name: /^Import \d+ images$/ }).press('Enter');

    await page.getByRole('heading', { name: 'Import report' }).waitFor({ timeout: firstImportMs });
    await page
      .getByText(`${given.host.drawn.images} found = 12 embedded + 0 unchanged + 1 duplicate + 2 failed`)
      .waitFor();
    await waitForFocusOn(page, 'Show the products');
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await statusLine(page).getByText('12 products').waitFor();
    expect(consoleErrors).toEqual([]);
  });

  it('lists every failed file with its reason, to copy and to take along as CSV', async () => {
    const { page } = await openStart(given);
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('button', { name: 'Last import’s report' }).click();
    const list = page.getByRole('region', { name: 'Failed files' });
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
    await page.getByRole('button', { name: 'Copy all' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split('\n').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining(['shoot/broken =1+1.jpg', 'shoot/cut.jpg']),
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toMatch(/^\uFEFFpath,reason\r\n/);
  });

  it('checks a folder of the catalog for changes, and finds none', async () => {
    const { page } = await openStart(given);
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('button', { name: 'Check for changes' }).click();
    await page.getByRole('heading', { name: 'Import report' }).waitFor();
    await page.getByText(/0 embedded \+ 1[23] unchanged/).waitFor();
  });

  it('removes products whose files are gone only when told twice', async () => {
    rmSync(join(given.host.drawn.folder, 'SKU5.jpg'));
    const { page } = await openStart(given);
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('button', { name: 'Check for changes' }).click();
    await page.getByText('1 file of earlier imports no longer found').waitFor();
    await page.getByRole('button', { name: 'Remove products whose files are gone…' }).press('Enter');
    await waitForFocusOn(page, 'Keep them');
    await page.keyboard.press('Enter');
    await waitForFocusOn(page, 'Remove products whose files are gone…');
    await statusLine(page).getByText('12 products').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove them' }).press('Enter');
    await page.getByText('1 product removed').first().waitFor();
    await statusLine(page).getByText('11 products').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('asks whether another folder belongs to this catalog or to one of its own', async () => {
    await drawFolder(join(given.host.folder, 'Winter'));
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await goToPath(page, join(given.host.folder, 'Winter'));
    await page.getByText('Here: 1 folder').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('radio', { name: /^This catalog/ }).waitFor();
    await page.getByRole('radio', { name: 'A catalog of its own' }).press('Space');
    await page.getByRole('button', { name: 'Metadata file' }).click();
    await page.getByRole('option', { name: /^None/ }).click();
    await page.getByRole('button', { name: /^Import \d+ images$/ }).click();
    await page.getByRole('heading', { name: 'Import report' }).waitFor();
    await page.getByRole('button', { name: 'Show the products' }).click();
    await page.getByRole('button', { name: 'Catalog: Winter' }).waitFor();
  });

  it('says so where a folder holds no image, and leads to another', async () => {
    mkdirSync(join(given.host.folder, 'Empty'));
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await page.getByRole('option', { name: 'Empty' }).press('Enter');
    await page.getByText('Nothing here that Twinset reads').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).press('Enter');
    await page.getByText('There are no images in this folder or below it.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await waitForFocusOn(page, 'Choose another folder…');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Empty' }).waitFor();
  });

  it('says so where a path cannot be shown, and keeps the folder that could', async () => {
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await goToPath(page, join(given.host.folder, 'nowhere'));
    await page.getByText('This folder cannot be shown').waitFor();
    await page.getByRole('option', { name: 'Autumn collection' }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Path' }).inputValue()).toMatch(/nowhere$/);
    expect(await findBarriers(page)).toEqual([]);
  });
});
