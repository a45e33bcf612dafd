import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { startPlantedCopies } from '../fixtures/plantedCopies.ts';
import { findOutOfReach, isFocusLost } from '../fixtures/reach.ts';
import { findBarriers, holdAnswers, openWindow, statusLine } from '../fixtures/window.ts';

inBrowser(
  'the duplicates',
  () => startPlantedCopies(),
  (given) => {
    const pictures = (page: Page) => page.getByRole('grid', { name: 'Which one is kept' });
    const groups = (page: Page) => page.getByRole('grid', { name: 'Groups of duplicates' });
    const outcome = (page: Page) => page.getByRole('region', { name: 'What will happen' });
    const toDecide = (page: Page, text: string) =>
      statusLine(page).getByText(`${text} to decide on`, { exact: true }).waitFor();
    const isKnown = (page: Page) => page.locator('section[aria-label="Group"][aria-busy="false"]').waitFor();
    /** The group is known, and so is what would come of it: then the keys decide. */
    const canDecide = (page: Page, size: number) =>
      page
        .locator('section[aria-label="Group"][aria-busy="false"]')
        .filter({ has: page.locator(`[role="gridcell"]:nth-child(${size}):last-child`) })
        .waitFor();
    const shownIds = async () =>
      (await given.host.engine.call('products.ids', { view: { where: [], text: '', sort: undefined } })).ids;

    async function openDuplicates(page: Page): Promise<void> {
      await page.getByRole('link', { name: 'Duplicates' }).press('Enter');
      await page.waitForURL(/#\/duplicates/);
    }

    it('teaches what they are, finds them, and decides group by group by keyboard alone; undo takes it back', async () => {
      const { page, consoleErrors } = await openWindow(given);
      await openDuplicates(page);
      await page.getByRole('heading', { name: 'Find products that are in the catalog twice' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Search for duplicates' }).press('Enter');
      await toDecide(page, '2 groups');
      await expect.poll(() => groups(page).getByRole('row').count()).toBe(2);

      const sizes = await groups(page)
        .getByText(/\d products/)
        .allInnerTexts();
      const isTripleFirst = sizes[0]?.endsWith('3 products') === true;
      await pictures(page).focus();
      if (!isTripleFirst) {
        await canDecide(page, 2);
        await page.keyboard.press('x');
        await page.waitForURL(/group=2/);
      }
      await canDecide(page, 3);
      await outcome(page).getByText('Colour: Red').waitFor();
      expect(await findBarriers(page)).toEqual([]);

      const all = await shownIds();
      await page.keyboard.press('End');
      await page.waitForURL(/product=/);
      const kept = /product=([^&]+)/.exec(page.url())?.[1] ?? '';
      await outcome(page).locator('h3:text-is("Kept") + p', { hasText: kept }).waitFor();
      await canDecide(page, 3);
      await page.keyboard.press('Enter');
      await toDecide(page, '1 group');
      const left = all.filter((id) => !id.startsWith('p1') || id === kept);
      expect(left).toHaveLength(5);
      await expect.poll(shownIds).toEqual(left);

      await canDecide(page, 2);
      await page.keyboard.press('n');
      await page.getByRole('heading', { name: 'No duplicates are left to decide on' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('z');
      await toDecide(page, '1 group');
      await page.keyboard.press('z');
      await toDecide(page, '2 groups');
      expect(await shownIds()).toHaveLength(7);
      expect(consoleErrors).toEqual([]);
    });

    it('keeps which group is seen and who is kept in its address, and leads to the comparison and back', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      await groups(page).getByRole('row').first().press('ArrowDown');
      await page.waitForURL(/group=2/);
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        () => document.activeElement?.getAttribute('aria-label') === 'Which one is kept',
      );
      await isKnown(page);
      await page.keyboard.press('End');
      await page.waitForURL(/product=/);
      const kept = new URL(page.url()).hash;
      await page.reload();
      await page.getByRole('heading', { name: /^Group 2 of 2/ }).waitFor();
      expect(new URL(page.url()).hash).toBe(kept);
      await isKnown(page);
      await pictures(page).press('c');
      await page.waitForURL(/#\/compare\//);
      await page.goBack();
      await page.getByRole('heading', { name: /^Group 2 of 2/ }).waitFor();
      expect(new URL(page.url()).hash).toBe(kept);
    });

    it('takes every key as said of the group that is shown, and says so where that is still on its way', async () => {
      const { page } = await openWindow(given);
      const letGo = await holdAnswers(page, 'duplicates.group');
      await openDuplicates(page);
      await page.getByRole('heading', { name: /^Group 1 of 2/ }).waitFor();
      await page.keyboard.press('n');
      await page.getByText('The group is still being loaded. Try again when it is shown.').waitFor();
      letGo();
      await isKnown(page);
      const answerByRule = await holdAnswers(page, 'duplicates.group', 'oldest');
      await page.evaluate(() => {
        const [place, query = ''] = window.location.hash.split('?');
        const words = new URLSearchParams(query);
        words.set('keep', 'oldest');
        window.location.hash = `${place}?${words}`;
      });
      await page.locator('section[aria-label="Group"][aria-busy="true"]').waitFor();
      await page.keyboard.press('n');
      await toDecide(page, '1 group');
      answerByRule();
      await page.keyboard.press('z');
      await toDecide(page, '2 groups');
    });

    it('shows in place of the others where they differ from the kept one, turned as they must be', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      const mirrored = pictures(page).getByRole('gridcell').filter({ hasText: 'p1-mirrored.jpg' });
      await mirrored.or(pictures(page).getByRole('gridcell').filter({ hasText: 'p2.jpg' })).waitFor();
      if (!(await mirrored.isVisible())) {
        await canDecide(page, 2);
        await pictures(page).press('x');
        await page.waitForURL(/group=2/);
      }
      await canDecide(page, 3);
      await pictures(page).getByText('96 × 64 · JPEG').first().waitFor();
      await pictures(page).press('h');
      await page
        .getByRole('checkbox', { name: /^Difference/ })
        .and(page.locator(':checked'))
        .waitFor();
      await mirrored.getByText('Hidden · Mirrored').waitFor();
      const share = mirrored.getByText(/of the picture differs\.$|^No difference seen\.$/);
      await share.waitFor();
      // Laid over as it is, a fifth of the picture would differ.
      expect(Number(/^([\d.]+)\s%/.exec(await share.innerText())?.[1] ?? 0)).toBeLessThan(5);
      await expect.poll(() => mirrored.locator('canvas').count()).toBe(1);
      expect(await findBarriers(page)).toEqual([]);
      await pictures(page).press('h');
      await expect.poll(() => pictures(page).locator('canvas').count()).toBe(0);
    });

    it('says how sharp the pictures are: the smaller one less than what it was made from', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      const table = page.getByRole('table', { name: 'What differs' });
      const header = table.getByRole('columnheader', { name: 'p1-half' });
      await header.or(table.getByRole('columnheader', { name: 'p2', exact: true })).waitFor();
      if (!(await header.isVisible())) {
        await pictures(page).press('x');
        await page.waitForURL(/group=2/);
      }
      await header.waitFor();
      const row = table.getByRole('row', { name: /^Sharpness/ });
      await row.getByText('100 %').first().waitFor();
      const names = await table.getByRole('columnheader').allInnerTexts();
      const shares = await row.locator('td').allInnerTexts();
      const shareOf = (id: string) => Number.parseInt(shares[names.indexOf(id) - 1] ?? '', 10);
      expect(shareOf('p1-half')).toBeLessThan(shareOf('p1') - 5);
    });

    it('shows hidden products again, from their details and by a key', async () => {
      const { page } = await openWindow(given);
      await given.host.engine.call('duplicates.keep', { keep: 'p1', hide: ['p1-half', 'p1-mirrored'] });
      await openDuplicates(page);
      await statusLine(page).getByText('2 hidden').waitFor();
      await page.getByRole('button', { name: 'Show 2 hidden products' }).press('Enter');
      const library = page.getByRole('grid', { name: 'Products' });
      await expect.poll(() => library.getByRole('gridcell').count()).toBe(2);
      await library.focus();
      await page.keyboard.press('Home');
      const details = page.getByText('It is hidden: another product is kept for it.');
      await details.waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show again' }).press('Enter');
      await expect.poll(() => library.getByRole('gridcell').count()).toBe(1);
      await library.focus();
      await page.keyboard.press('Home');
      await details.waitFor();
      await page.keyboard.press('h');
      await expect.poll(shownIds).toHaveLength(7);
    });

    it('shows what keeping the best of all would change, does it at once, and one undo takes that back', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      await page.getByRole('button', { name: 'Keep all…' }).press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Keep the best of all groups' });
      await sheet.getByText('Of 2 groups one product each is kept; 3 are hidden.').waitFor();
      await expect.poll(() => sheet.getByRole('row').count()).toBe(3);
      expect(await findBarriers(page)).toEqual([]);
      expect(await shownIds()).toHaveLength(7);
      await sheet.getByRole('button', { name: 'Hide 3 products' }).press('Enter');
      await page.getByRole('heading', { name: 'No duplicates are left to decide on' }).waitFor();
      await sheet.waitFor({ state: 'detached' });
      await expect.poll(async () => (await shownIds()).length).toBe(4);
      await page.keyboard.press('z');
      await toDecide(page, '2 groups');
      expect(await shownIds()).toHaveLength(7);
    });

    it('saves the groups and what was decided as CSV', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV' }).press('Enter');
      const text = readFileSync(await (await download).path(), 'utf8');
      expect(text).toContain('group,product_id,');
      expect(text).toContain('p1-half');
    });

    it('can be used in a small window', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      await page.setViewportSize({ width: 640, height: 400 });
      await pictures(page).getByRole('gridcell').first().waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Keep all…' }).press('Enter');
      await page.getByRole('button', { name: 'Hide 3 products' }).waitFor();
      expect(await findOutOfReach(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await isFocusLost(page)).toBe(false);
    });

    it('looks for something else, and says in words that there is none', async () => {
      const { page } = await openWindow(given);
      await openDuplicates(page);
      await toDecide(page, '2 groups');
      await page.getByRole('radio', { name: 'Same picture' }).press('ArrowLeft');
      await page.waitForURL(/mode=file/);
      await page.getByRole('button', { name: 'Search again' }).press('Enter');
      await page.getByText(/^None of 7 products has the same file as another/).waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  },
);
