import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { drawPicture } from '../../engine/workplace.ts';
import { openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, goToPath } from '../fixtures/window.ts';

async function startWithShop() {
  const host = await startEmptyHost();
  const shop = join(host.folder, 'shop');
  mkdirSync(join(shop, 'images', 'deep'), { recursive: true });
  mkdirSync(join(host.folder, 'tables'));
  for (const at of [1, 2]) writeFileSync(join(shop, 'images', `${at}.jpg`), await drawPicture(at));
  writeFileSync(join(shop, 'styles.csv'), 'id,kind\n1,Shirt\n2,Shoe\n');
  writeFileSync(join(shop, 'orders.csv'), 'id,total\n900,5\n901,6\n');
  writeFileSync(join(host.folder, 'tables', 'late.csv'), 'id,kind\n1,Hat\n');
  return { ...host, shop };
}

inBrowser('the file picker', startWithShop, (given) => {
  /** Waits until the keyboard is in the list of folders, on this one, and stays: the list of a place takes it once it is drawn. */
  async function waitForListAt(page: Page, name: string): Promise<void> {
    for (let frames = 0; frames < 3; frames++) {
      await page.waitForFunction(
        (wanted) =>
          document.activeElement?.closest('.browse-list') != null &&
          document.activeElement.textContent?.includes(wanted),
        name,
      );
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  it('goes on in the list after a path was typed, however often', async () => {
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await waitForListAt(page, 'data');
    await goToPath(page, given.host.shop);
    await waitForListAt(page, 'images');
    await goToPath(page, join(given.host.shop, 'images'));
    await waitForListAt(page, 'deep');
    await goToPath(page, join(given.host.shop, 'images', 'deep'));
    await waitForListAt(page, 'No sub-folders here.');
    await goToPath(page, `${given.host.shop}/`);
    await waitForListAt(page, 'images');
    await goToPath(page, given.host.shop);
    await waitForListAt(page, 'images');
    await page.keyboard.press('Enter');
    await waitForListAt(page, 'deep');
    await page.keyboard.press('Backspace');
    await waitForListAt(page, 'images');
  });

  it('offers the table beside the folder that names its images, and no other', async () => {
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await goToPath(page, join(given.host.shop, 'images'));
    await waitForListAt(page, 'deep');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('button', { name: /styles\.csv, beside the folder/ }).click();
    const options = await page.getByRole('option').allInnerTexts();
    expect(options.map((option) => option.replace(/^✓\s*/, ''))).toEqual([
      'styles.csv, beside the folder',
      'None: the folder names become the category',
    ]);
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: 'Shoe' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('takes the path of a file as that file, and says so of one that it cannot take', async () => {
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await goToPath(page, join(given.host.shop, 'images'));
    await waitForListAt(page, 'deep');
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('button', { name: 'Another file…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a metadata file' });
    await waitForListAt(page, 'deep');
    await goToPath(page, join(given.host.shop, 'images', '1.jpg'));
    await dialog.getByText('1.jpg cannot be used here: choose a file that ends in .csv').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await goToPath(page, join(given.host.folder, 'tables', 'late.csv'));
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: 'Hat' }).waitFor();
  });

  it('shows the folder of a file where a folder is chosen', async () => {
    const { page } = await openStart(given);
    await page.keyboard.press('Control+o');
    await waitForListAt(page, 'data');
    await goToPath(page, join(given.host.shop, 'styles.csv'));
    await waitForListAt(page, 'images');
    await expect.poll(() => page.getByRole('textbox', { name: 'Path' }).inputValue()).toBe(given.host.shop);
  });
});
