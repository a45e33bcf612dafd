import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { runImport } from '../../engine/workplace.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { startTwoKinds, twoKinds } from '../fixtures/twoKinds.ts';
import { findBarriers, gridOf, openWindow, statusLine } from '../fixtures/window.ts';

inBrowser('the selection', startTwoKinds, (given) => {
  /** Selects the first five: three shoes and two shirts. */
  async function selectFive(): Promise<Page> {
    const { page } = await openWindow(given);
    const cells = gridOf(page, 'Products').getByRole('gridcell');
    await cells.nth(0).click();
    await cells.nth(4).click({ modifiers: ['Shift'] });
    await statusLine(page).getByText('5 selected').waitFor();
    return page;
  }

  async function showShirts(page: Page): Promise<void> {
    await page.getByRole('region', { name: 'Kind' }).getByRole('checkbox', { name: /Shirt/ }).press('Space');
    await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
  }

  it('outlives a filter, which says how many it hides', async () => {
    const page = await selectFive();
    await showShirts(page);
    await statusLine(page).getByText('5 selected, 3 hidden by filters').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await statusLine(page).getByRole('button', { name: 'Drop Kind: Shirt' }).press('Enter');
    await statusLine(page)
      .getByText(/5 selected ·/)
      .waitFor();
  });

  it('can be shown whole, and going back returns to the filters', async () => {
    const page = await selectFive();
    await showShirts(page);
    await statusLine(page).getByRole('button', { name: 'Show selection' }).press('Enter');
    await statusLine(page).getByText(`5 of ${twoKinds} products`).waitFor();
    await statusLine(page).getByRole('button', { name: 'Drop 5 chosen products' }).waitFor();
    await expect.poll(() => statusLine(page).getByText('hidden').count()).toBe(0);
    await expect
      .poll(() => gridOf(page, 'Products').evaluate((grid) => grid === document.activeElement))
      .toBe(true);
    await page.goBack();
    await statusLine(page).getByText('5 selected, 3 hidden by filters').waitFor();
  });

  it('lets go of what is hidden when told to', async () => {
    const page = await selectFive();
    await showShirts(page);
    await statusLine(page).getByRole('button', { name: 'Drop hidden' }).press('Enter');
    await statusLine(page).getByText('2 selected').waitFor();
    await expect.poll(() => statusLine(page).getByText('hidden').count()).toBe(0);
  });

  it('is there again after a reload, under its filters too', async () => {
    const page = await selectFive();
    await page.reload();
    await statusLine(page).getByText('5 selected').waitFor();
    await expect.poll(() => gridOf(page, 'Products').locator('[aria-selected=true]').count()).toBe(5);
    await showShirts(page);
    await page.reload();
    await statusLine(page).getByText('5 selected, 3 hidden by filters').waitFor();
  });

  it('is not what an export means while all of it is hidden', async () => {
    const { page } = await openWindow(given);
    const cells = gridOf(page, 'Products').getByRole('gridcell');
    await cells.nth(0).click();
    await cells.nth(2).click({ modifiers: ['ControlOrMeta'] });
    await showShirts(page);
    await page.keyboard.press('Control+e');
    await page.getByRole('radio', { name: 'Filtered view (10)', checked: true }).waitFor();
    await page.getByText('Selection (2, 2 hidden by filters)').click();
    await page.getByText('from the lists of 2 products').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });

  it('is apart from the product in the details, which say when it is out of sight', async () => {
    const { page } = await openWindow(given);
    await gridOf(page, 'Products').getByRole('gridcell').nth(0).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: 'p1' }).waitFor();
    await expect.poll(() => details.getByText('Only look-alikes that pass the filters').count()).toBe(0);
    await showShirts(page);
    await details.getByText('Not among the products shown: the filters hide it.').waitFor();
    await details.getByText('Only look-alikes that pass the filters').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await details.getByRole('button', { name: 'Clear filters' }).press('Enter');
    await statusLine(page).getByText(`${twoKinds} products`, { exact: true }).waitFor();
    await expect.poll(() => details.getByText('Not among the products shown').count()).toBe(0);
  });

  it('lets go of products that leave the catalog', async () => {
    const page = await selectFive();
    rmSync(join(given.host.folder, 'images', 'p1.jpg'));
    await runImport(given.host.engine, { folder: join(given.host.folder, 'images'), prune: true });
    await statusLine(page).getByText('4 selected').waitFor();
  });
});
