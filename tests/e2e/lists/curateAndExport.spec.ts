/** A day of a curator, by keyboard alone: lists are curated, half is undone; they go out, come back broken, and are the same on the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { runJson } from '../../cli/runCli.ts';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { chooseFile, exportText, showImportSheet } from '../fixtures/listFiles.ts';
import { activeCell, gridOf, openWindow } from '../fixtures/window.ts';

const products = 60;
const curated = 20;

interface Curated {
  readonly owner: string;
  readonly pinned: string;
  readonly accepted: string;
  readonly rejected: string;
}

type Row = Record<string, string>;

function rowsOf(text: string): Row[] {
  const [head = '', ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

/** Of every list: "10001: 10008 pinned, 10042 suggested, …". */
function listsOf(rows: readonly Row[]): Record<string, string> {
  const byOwner = Map.groupBy(rows, (row) => row['product_id'] ?? '');
  return Object.fromEntries(
    [...byOwner].map(([owner, list]) => [
      owner,
      list.map((row) => `${row['recommended_id']} ${row['state']}`).join(', '),
    ]),
  );
}

/** As a spreadsheet with commas for decimals saves it: no mark at the front, its own separators, numbers as it writes them. */
function saveLikeSpreadsheet(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cellOf = (row: Row, column: string): string => {
    const cell = row[column] ?? '';
    if (column === 'score') return cell.replace('.', ',');
    return column === 'recommended_id' ? `${cell},0` : cell;
  };
  const lines = rows.map((row) => columns.map((column) => cellOf(row, column)).join(';'));
  return `${[columns.join(';'), ...lines].join('\n')}\n`;
}

inBrowser(
  'a curator’s day',
  () => startHost(products),
  (given) => {
    const listPane = (page: Page) => page.getByRole('complementary', { name: 'List' });
    const inState = (page: Page, state: string) =>
      listPane(page).locator(`[data-key][data-state="${state}"]`);
    const waitForDone = (page: Page, count: number) =>
      listPane(page).getByText(`${count} of ${products} done`).waitFor();
    const pathOf = (url: URL) => url.hash.split('?')[0] ?? '';
    const keyOf = async (page: Page, state: string) =>
      (await inState(page, state).first().getAttribute('data-key')) ?? '';

    /** The look-alike that the keys act on is said by the address. */
    const focusedId = (page: Page) =>
      new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('product') ?? '';

    async function moveOn(page: Page): Promise<void> {
      const before = focusedId(page);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => focusedId(page)).not.toBe(before);
    }

    async function curate(page: Page): Promise<Curated> {
      await page.keyboard.press('p');
      await inState(page, 'pinned').waitFor();
      await moveOn(page);
      await page.keyboard.press('a');
      await inState(page, 'accepted').waitFor();
      await moveOn(page);
      const rejected = focusedId(page);
      await page.keyboard.press('x');
      await activeCell(page, 'Look-alikes').locator('[data-decision="rejected"]').waitFor();
      const owner = decodeURIComponent(pathOf(new URL(page.url())).split('/').at(-1) ?? '');
      return {
        owner,
        pinned: await keyOf(page, 'pinned'),
        accepted: await keyOf(page, 'accepted'),
        rejected,
      };
    }

    it('ends with the same lists in the window, in the file and on the command line', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await gridOf(page, 'Products').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      const made: Curated[] = [];
      for (let list = 0; list < curated; list++) {
        await page.locator('.results-grid[aria-busy="false"]').waitFor();
        await inState(page, 'suggested').nth(9).waitFor();
        await gridOf(page, 'Look-alikes').focus();
        made.push(await curate(page));
        await page.keyboard.press('d');
        await waitForDone(page, list + 1);
        if (list === curated - 1) break;
        const before = pathOf(new URL(page.url()));
        await page.keyboard.press('n');
        await page.waitForURL((url) => pathOf(url) !== before);
      }

      // Four steps per list: half of all lists are as nobody touched them.
      for (let step = 0; step < (curated / 2) * 4; step++) await page.keyboard.press('z');
      await waitForDone(page, curated / 2);
      await page.reload();
      await waitForDone(page, curated / 2);
      await inState(page, 'suggested').nth(9).waitFor();
      await page.keyboard.press('Escape');
      await gridOf(page, 'Products').getByRole('gridcell').first().waitFor();
      const exported = rowsOf(await exportText(page, products));
      const lists = listsOf(exported);
      const left = made.slice(0, curated / 2);
      for (const { owner, pinned, accepted, rejected } of left) {
        expect(lists[owner]).toContain(`${pinned} pinned`);
        expect(lists[owner]).toContain(`${accepted} accepted`);
        expect(lists[owner]).not.toContain(`${rejected} `);
      }
      const decided = exported.filter(({ state }) => state !== 'suggested');
      expect(decided).toHaveLength(curated);

      // What comes back: a suggestion is rejected, another is pinned at the fifth place, one row names nobody.
      const own = exported.filter((row) => row['product_id'] === left[0]?.owner);
      const [nobody, dropped, pinned] = own.filter(({ state }) => state === 'suggested');
      const edited = exported.map((row): Row => {
        if (row === nobody)
          return { ...row, recommended_id: '0', recommended_name: '', recommended_image: '' };
        if (row === dropped) return { ...row, state: 'rejected' };
        return row === pinned ? { ...row, state: 'Pinned', rank: '5' } : row;
      });
      const file = join(given.host.folder, 'edited.csv');
      writeFileSync(file, saveLikeSpreadsheet(edited));
      await showImportSheet(page);
      await chooseFile(page, 'Choose a file…', file);
      await page.getByText('2 changes in 1 list', { exact: true }).waitFor();
      await page.getByText(/recommended_id "0,0" is no product of this catalog/).waitFor();
      await page.getByRole('button', { name: 'Apply 2 changes' }).press('Enter');
      await page.getByText('2 changes in 1 list made.').waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const after = rowsOf(await exportText(page, products));
      const changed = after.filter((row) => row['product_id'] === left[0]?.owner);
      expect(changed.find(({ rank }) => rank === '5')).toMatchObject({
        recommended_id: pinned?.['recommended_id'],
        state: 'pinned',
      });
      expect(listsOf(changed)[left[0]?.owner ?? '']).not.toContain(`${dropped?.['recommended_id']} `);
      const others = (rows: readonly Row[]) => rows.filter((row) => row['product_id'] !== left[0]?.owner);
      expect(others(after)).toEqual(others(exported));
      expect(consoleErrors).toEqual([]);

      await page.close();
      await given.host.end();
      const again = join(given.host.folder, 'again.csv');
      await runJson(['export', again, '--catalog', given.host.catalog], given.host.data);
      expect(rowsOf(readFileSync(again, 'utf8'))).toEqual(after);
      const { undone } = await runJson(['lists', 'undo', '--catalog', given.host.catalog], given.host.data);
      expect(undone).toEqual([expect.objectContaining({ operation: 'import' })]);
      await runJson(['export', again, '--catalog', given.host.catalog], given.host.data);
      expect(rowsOf(readFileSync(again, 'utf8'))).toEqual(exported);
    });
  },
);
