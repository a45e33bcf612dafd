import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, goToPath, gridOf, holdAnswers, openWindow } from '../fixtures/window.ts';

/** The product that an address names; empty where it names none. */
function productIn(address: string): string {
  return new URLSearchParams(address.split('?').at(-1)).get('product') ?? '';
}

inBrowser(
  'the boards',
  () => startHost(60),
  (given) => {
    const tile = (page: Page) => page.getByRole('grid', { name: 'Recommendations' }).getByRole('gridcell');
    const shelf = (page: Page, name: 'Liked' | 'Disliked') => page.getByRole('region', { name, exact: true });

    /** In the library: selects the first products by keyboard, and likes them on a new board. */
    async function likeFirst(page: Page, count: number, board: string): Promise<void> {
      await gridOf(page, 'Products').getByRole('gridcell').first().click();
      for (let more = 1; more < count; more++) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('l');
      await page.getByRole('dialog', { name: /on a board$/ }).waitFor();
      // Until the boards are known it cannot be told whether there are any.
      await page.locator('#mark-on-board[aria-busy="false"]').waitFor();
      const select = page.getByRole('button', { name: /Board$/ });
      if (await select.isVisible()) {
        await select.press('Enter');
        await page.getByRole('option', { name: 'A new board…' }).press('Enter');
      }
      await page.getByRole('textbox', { name: 'Name of the new board' }).fill(board);
      await page.keyboard.press('Enter');
      await page.getByText(`${count} products liked on ${board}.`).waitFor();
    }

    it('teach what they are for, and are made by a like in the library, by keyboard alone', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      await page.getByRole('heading', { name: 'Collect a taste, get recommendations' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Go to the library' }).press('Enter');
      await likeFirst(page, 2, 'Summer');
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      await page.getByRole('heading', { name: 'Summer' }).waitFor();
      await tile(page).first().waitFor();
      const liked = shelf(page, 'Liked').getByRole('button', { name: /see its look-alikes/ });
      await liked.nth(1).waitFor();
      await expect.poll(() => liked.count()).toBe(2);
      await expect
        .poll(() => tile(page).first().innerText())
        .toMatch(/Rank\s*1[\s\S]*Score\s*0\.\d\d[\s\S]*from /);
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('take likes and dislikes of their recommendations, undo them, and keep their address', async () => {
      const { page } = await openWindow(given);
      await likeFirst(page, 2, 'Autumn & co/1');
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      await page.getByRole('link', { name: /^Autumn/ }).press('Enter');
      await page.waitForURL(/#\/boards\/Autumn%20%26%20co%2F1/);
      await tile(page).first().waitFor();
      await page.getByRole('grid', { name: 'Recommendations' }).focus();
      const name = (await tile(page).first().locator('.ranked-name').getAttribute('title')) ?? '';
      await page.keyboard.press('u');
      const disliked = shelf(page, 'Disliked').getByRole('button', { name: /see its look-alikes/ });
      await disliked.waitFor();
      await expect.poll(() => disliked.getAttribute('aria-label')).toContain(name);
      await page.keyboard.press('z');
      await page.getByText('Press U on what this taste').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Autumn & co/1' }).waitFor();
      const liked = shelf(page, 'Liked').getByRole('button', { name: /see its look-alikes/ });
      await liked.first().press('Delete');
      await page.waitForFunction(
        () => document.querySelectorAll('section[aria-label="Liked"] .shelf-product').length === 1,
      );
      await liked.first().press('Enter');
      await page.waitForURL(/#\/look-alikes\//);
      await page.goBack();
      await page.getByRole('heading', { name: 'Autumn & co/1' }).waitFor();
    });

    it('take every opinion while the next recommendations are on their way', async () => {
      const { page } = await openWindow(given);
      await likeFirst(page, 2, 'Spring');
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      await page.getByRole('link', { name: /^Spring/ }).press('Enter');
      await tile(page).nth(1).waitFor();
      await page.getByRole('grid', { name: 'Recommendations' }).focus();
      const [first = '', second = ''] = await tile(page).locator('.ranked-name').allInnerTexts();
      const letGo = await holdAnswers(page, 'search.similar');
      await page.keyboard.press('u');
      await shelf(page, 'Disliked')
        .getByRole('button', { name: `${first}: see its look-alikes` })
        .waitFor();
      await page.locator('.board-grid[aria-busy=true]').waitFor();
      await page.keyboard.press('l');
      await shelf(page, 'Liked')
        .getByRole('button', { name: `${second}: see its look-alikes` })
        .waitFor();
      letGo();
      await page.locator('.board-grid[aria-busy=false]').waitFor();
    });

    it('stand beside users, whose events come in as a table, row by row', async () => {
      const { page, consoleErrors } = await openWindow(given);
      const cells = gridOf(page, 'Products').getByRole('gridcell');
      const ids: string[] = [];
      for (const at of [0, 1, 2]) {
        await cells.nth(at).click();
        await page.waitForURL((url) => !['', ...ids].includes(productIn(url.href)));
        ids.push(productIn(page.url()));
        await page.keyboard.press('Escape');
      }
      const rows = [
        `ann,${ids[0]},bought`,
        `ann,${ids[1]},viewed`,
        `ann,${ids[2]},returned`,
        'ann,nobody,viewed',
      ];
      writeFileSync(join(given.host.images, 'events.csv'), `user_id,product_id,event\n${rows.join('\n')}\n`);
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      await page.getByRole('button', { name: 'Import what users did…' }).press('Enter');
      await page.getByRole('button', { name: 'Choose a file…' }).click();
      await goToPath(page, join(given.host.images, 'events.csv'));
      await page.getByText('3 events of 1 user.').waitFor();
      await page.getByText('Row 5: There is no product nobody in this catalog.').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: /^ann/ }).press('Enter');
      await page.waitForURL(/#\/users\/ann/);
      await tile(page).first().waitFor();
      const taste = page.getByRole('region', { name: 'Speaks for' }).getByRole('button');
      await taste.nth(1).waitFor();
      await expect.poll(() => taste.count()).toBe(2);
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('are named, renamed and removed, and a name that is taken is refused in words', async () => {
      const { page } = await openWindow(given);
      await page.getByRole('link', { name: 'Boards' }).press('Enter');
      const make = async (name: string) => {
        await page.getByRole('button', { name: 'New board…' }).first().press('Enter');
        await page.getByRole('textbox', { name: 'Name' }).fill(name);
        await page.keyboard.press('Enter');
      };
      await make('Gifts');
      await page.getByRole('heading', { name: 'Gifts' }).waitFor();
      await page.getByText('Nothing is liked on this board yet').waitFor();
      await make('Gifts');
      await page.getByText('There is a board "Gifts" already').waitFor();
      await page.keyboard.press('Escape');
      const choose = async (entry: string) => {
        await page.getByRole('button', { name: 'Rename or remove the board' }).press('Enter');
        await page.getByRole('menuitem', { name: entry }).press('Enter');
      };
      await choose('Rename…');
      await page.getByRole('textbox', { name: 'Name' }).fill('Presents');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Presents' }).waitFor();
      await choose('Remove the board');
      await page.getByText('The board Presents is removed.').waitFor();
      await page.getByRole('link', { name: /^Presents/ }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Undo' }).press('Enter');
      await page.getByRole('link', { name: /^Presents/ }).waitFor();
    });
  },
);
