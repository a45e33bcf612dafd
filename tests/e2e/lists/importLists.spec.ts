import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { chooseFile, exportText, showImportSheet } from '../fixtures/listFiles.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

const products = 12;

inBrowser(
  'importing edited lists',
  () => startHost(products),
  (given) => {
    it('shows what an edited export would change, changes it, and takes it back, by keyboard alone', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const exported = (await exportText(page, products)).split('\r\n');
      const [header = '', first = '', second = '', third = '', fourth = '', ...rest] = exported;
      const [owner = '', , pinned = ''] = second.split(',');
      const [, , after = ''] = fourth.split(',');
      const edited = join(given.host.folder, 'edited.csv');
      const lines = [
        header.slice(1),
        first.replace(',suggested,', ',rejected,'),
        second.replace(',suggested,', ',pinned,'),
        third.replace(/^(\w+),3,\w+/, '$1,3,nobody'),
        fourth.replace(/^(\w+),4,/, '$1,2,').replace(',suggested,', ',pinned,'),
        ...rest,
      ];
      writeFileSync(edited, lines.join('\n').replaceAll(',', ';'));

      await showImportSheet(page);
      expect(await findBarriers(page)).toEqual([]);
      await chooseFile(page, 'Choose a file…', edited);
      await page.getByText('3 changes in 1 list', { exact: true }).waitFor();
      await page.getByText('recommended_id "nobody" is no product of this catalog.').waitFor();
      await page.getByRole('button', { name: '1 thing was put right' }).press('Enter');
      await page
        .getByText(`Rank 2 of ${owner} is given to ${pinned} on row 3 too: ${after} comes after it.`)
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.setViewportSize({ width: 640, height: 400 });
      expect(await findOutOfReach(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });

      await page.getByRole('button', { name: 'Apply 3 changes' }).press('Enter');
      await page.getByText('3 changes in 1 list made.').waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocusLost(page)).toBe(false);
      await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter');
      await page.getByText('The import of lists was taken back.').waitFor();
      expect((await exportText(page, products)).split('\r\n')[2]).toBe(second);
      expect(consoleErrors).toEqual([]);
    });

    it('asks which lists a file is about where there are several types, and reads it as those', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.evaluate(async () => {
        const kind = { type: 'cross-sell', title: 'Goes well with', length: 10, fold: 5 };
        await fetch('/api/listTypes.save', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(kind),
        });
      });
      const [, first = ''] = (await exportText(page, products)).split('\r\n');
      const [owner = '', , other = ''] = first.split(',');
      const marks = join(given.host.folder, 'marks.csv');
      writeFileSync(marks, `product_id,recommended_id,state\n${owner},${other},accepted\n`);
      await showImportSheet(page);
      await chooseFile(page, 'Choose a file…', marks);
      await page.getByText('1 change in 1 list', { exact: true }).waitFor();
      const dialog = page.getByRole('dialog');
      await dialog.locator('button[aria-haspopup="listbox"]').press('Enter');
      await page.getByRole('option', { name: 'Goes well with' }).click();
      await dialog.getByText('1 change in 1 list', { exact: true }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      const asked = page.waitForRequest(
        (request) =>
          request.url().endsWith('/api/lists.import') &&
          request.postData()?.includes('"apply":true') === true,
      );
      await page.getByRole('button', { name: 'Apply 1 change' }).press('Enter');
      expect((await asked).postDataJSON()).toMatchObject({ type: 'cross-sell' });
      await page.getByText('1 change in 1 list made.').waitFor();
      expect(consoleErrors).toEqual([]);
    });

    it('says in words why a file is none', async () => {
      const { page } = await openWindow(given);
      await showImportSheet(page);
      await chooseFile(page, 'Choose a file…', join(given.host.images, 'styles.csv'));
      await page.getByRole('alert').getByText('it has no column product_id').first().waitFor();
      await expect.poll(() => page.getByRole('button', { name: /^Apply/ }).count()).toBe(0);
    });

    it('is offered where an edited export is dropped', async () => {
      const { page } = await openWindow(given);
      await page.evaluate(() => {
        const files = new DataTransfer();
        files.items.add(new File(['product_id;rank;recommended_id;state\n'], 'edited.csv'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: files }));
      });
      await page.getByRole('dialog', { name: 'Import lists' }).waitFor();
      await page.keyboard.press('Escape');
      await gridOf(page, 'Products').waitFor();
    });
  },
);
