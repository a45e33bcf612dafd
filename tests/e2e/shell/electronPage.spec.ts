/** The interface as it is under Electron, in a real browser: what the window adds to the page, and a curator's way through it. */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJson } from '../../cli/runCli.ts';
import { makeDataFolder } from '../../runFolder.ts';
import { type ElectronPage, openElectronPage } from '../fixtures/electronPage.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { activeCell, findBarriers, firstImportMs, gridOf, statusLine } from '../fixtures/window.ts';

/** Waits until the interface has asked Electron for this, and answers with what it gave along. */
async function asked(shell: ElectronPage, what: string): Promise<unknown> {
  return (await shell.app.recorded(what)).at(-1);
}

async function drop(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const name of given) data.items.add(new File(['x'], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, names);
}

async function drawAutumn() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinset-shell-')));
  const images = join(folder, 'Autumn');
  const data = makeDataFolder(join(folder, 'data'));
  await runJson(['sample', images, '--count', '12'], data);
  return { folder, images, data, stop: async () => rmSync(folder, { recursive: true, force: true }) };
}

inBrowser('the interface under Electron', drawAutumn, (given) => {
  let shell: ElectronPage;
  let page: Page;

  beforeAll(async () => {
    shell = await openElectronPage(given.browser, given.host.data);
    page = shell.page;
  });

  afterAll(() => shell?.close());

  it('opens a folder by the system’s own dialog and imports it', async () => {
    await shell.app.ask({ kind: 'dialog', answer: { canceled: false, filePaths: [given.host.images] } });
    await page.getByRole('button', { name: /open a folder/i }).click();
    await page.getByRole('button', { name: 'Import 12 images' }).click();
    await page.getByRole('heading', { name: 'Import report' }).waitFor({ timeout: firstImportMs });
    await page.getByRole('button', { name: 'Show the products' }).click();
    await statusLine(page).getByText('12 products').waitFor();
    await page.waitForFunction(() => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('[role=gridcell] img')];
      return pictures.length > 0 && pictures.every((picture) => picture.naturalWidth > 0);
    });
    expect(await findBarriers(page)).toEqual([]);
  });

  it('offers a menu on a product: its id and its image to copy, its file to show', async () => {
    const cell = gridOf(page, 'Products').getByRole('gridcell').first();
    await cell.click({ button: 'right' });
    const menu = page.getByRole('menu', { name: /^Product / });
    await menu.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await menu.getByRole('menuitem', { name: 'Copy id' }).click();
    await page.waitForFunction(async () => /^\d+$/.test(await navigator.clipboard.readText()));

    // By keyboard it is the menu of the active product.
    await activeCell(page, 'Products').waitFor();
    await page.keyboard.press('Shift+F10');
    await menu.getByRole('menuitem', { name: 'Copy image' }).press('Enter');
    await page.waitForFunction(async () => {
      const [item] = await navigator.clipboard.read();
      return item?.types.includes('image/png') ?? false;
    });

    await cell.click({ button: 'right' });
    await menu.getByRole('menuitem', { name: 'Show in folder' }).click();
    await expect.poll(() => asked(shell, 'showItemInFolder')).toContain(given.host.images);
    const shown = String(await asked(shell, 'showItemInFolder'));
    expect(existsSync(shown)).toBe(true);
  });

  it('hands a product’s file to another program when its picture is dragged out', async () => {
    await gridOf(page, 'Products').getByRole('gridcell').nth(1).dispatchEvent('dragstart');
    await expect.poll(() => asked(shell, 'startDrag')).toBeTruthy();
    const files = (await asked(shell, 'startDrag')) as string[];
    expect(files).toHaveLength(1);
    expect(existsSync(files[0] ?? '')).toBe(true);
  });

  it('shows look-alikes, takes decisions, and takes them back from the menu', async () => {
    await gridOf(page, 'Products').getByRole('gridcell').first().dblclick();
    await gridOf(page, 'Look-alikes').locator('[role=gridcell] img').first().waitFor();
    await gridOf(page, 'Look-alikes').focus();
    await page.keyboard.press('a');
    const first = gridOf(page, 'Look-alikes').getByRole('gridcell').first();
    await first.getByText('Accepted').waitFor();
    await shell.app.ask({ kind: 'choose', label: 'Undo' });
    await first.getByText('Accepted').waitFor({ state: 'detached' });
    await shell.app.ask({ kind: 'choose', label: 'Redo' });
    await first.getByText('Accepted').waitFor();
  });

  it('reads the pixels of compared pictures, whose scheme is not the page’s', async () => {
    await gridOf(page, 'Look-alikes').focus();
    await page.keyboard.press('c');
    await page.getByRole('figure', { name: /^Challenger: / }).waitFor();
    await page.keyboard.press('d');
    await page
      .getByText(/\s% of the picture differs\.$/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await gridOf(page, 'Look-alikes').locator('[role=gridcell] img').first().waitFor();
  });

  it('draws around products on the map, whose lasso has a thread of its own', async () => {
    await page.getByRole('link', { name: 'Map' }).press('Enter');
    await page.getByRole('button', { name: 'Lay out the catalog' }).press('Enter');
    const plot = page.getByRole('application', { name: 'Map of 12 products' });
    await plot.waitFor();
    await page.keyboard.press('r');
    await page.locator('.map-plot[data-mode="rectangle"]').waitFor();
    const area = await plot.boundingBox();
    if (area === null) throw new Error('The map has no place in the window.');
    await page.mouse.move(area.x + 4, area.y + 4);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width - 4, area.y + area.height - 4, { steps: 4 });
    await page.mouse.up();
    await statusLine(page).getByText('12 selected').waitFor();
    await page.keyboard.press('Escape');
    await statusLine(page).getByText('12 selected').waitFor({ state: 'detached' });
    await page.goBack();
    await page.goBack();
    await gridOf(page, 'Look-alikes').locator('[role=gridcell] img').first().waitFor();
  });

  it('undoes in text while a text field has the focus', async () => {
    await page.keyboard.press('/');
    await shell.app.ask({ kind: 'choose', label: 'Undo' });
    await expect.poll(() => asked(shell, 'undoText')).toBeNull();
    await page.keyboard.press('Escape');
  });

  it('exports to where the system’s dialog says', async () => {
    const file = join(given.host.folder, 'lists.csv');
    await shell.app.ask({ kind: 'choose', label: 'Export lists…' });
    const sheet = page.getByRole('dialog');
    await shell.app.ask({ kind: 'dialog', answer: { canceled: false, filePath: file } });
    await sheet.getByRole('button', { name: 'Export', exact: true }).click();
    await sheet.getByRole('button', { name: /^Show/ }).click();
    await expect.poll(() => asked(shell, 'showItemInFolder')).toBe(file);
    expect(readFileSync(file, 'utf8')).toContain('product_id,rank,recommended_id');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('opens every sheet of the menu, and none over another', async () => {
    for (const [label, title] of [
      ['Preferences…', 'Settings'],
      ['Keyboard shortcuts', 'Keyboard shortcuts'],
      ['Diagnostics', 'Diagnostics'],
      ['About Twinset', 'About Twinset'],
    ] as const) {
      await shell.app.ask({ kind: 'choose', label });
      const sheet = page.getByRole('dialog', { name: title });
      await sheet.waitFor();
      await shell.app.ask({ kind: 'choose', label: 'Open folder…' });
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.getByRole('dialog').count()).toBe(1);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
    }
  });

  it('takes what is dropped and pasted: a folder, an image, something else', async () => {
    const list = readFileSync(join(given.host.images, 'styles.csv'), 'utf8');
    const id = list.split(/\r?\n/)[1]?.split(',')[0] ?? '';
    const picture = join(given.host.images, 'images', `${id}.jpg`);
    await shell.placeFiles([given.host.images, picture, join(given.host.images, 'styles.csv')]);
    await drop(page, ['Autumn']);
    await page.getByRole('dialog', { name: /import/i }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await drop(page, ['styles.csv']);
    await page.getByText('is neither a folder nor an image').first().waitFor();

    await drop(page, [`${id}.jpg`]);
    await page.getByText('Not in the catalog').first().waitFor();
  });

  it('is where it was after a reload, with its events', async () => {
    const before = page.url();
    expect(await shell.app.ask({ kind: 'reloadPage' })).toBe(true);
    await page.reload();
    await gridOf(page, 'Look-alikes').locator('[role=gridcell] img').first().waitFor();
    expect(page.url()).toBe(before);
    await shell.app.ask({ kind: 'choose', label: 'Back' });
    await page.waitForFunction((was) => window.location.href !== was, before);
  });

  it('has had nothing to complain about', () => {
    expect(shell.consoleErrors).toEqual([]);
  });
});
