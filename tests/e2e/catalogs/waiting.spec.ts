import { expect, it } from 'vitest';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { startTwoKinds, twoKinds } from '../fixtures/twoKinds.ts';
import { gridOf, holdAnswers, openWindow, statusLine } from '../fixtures/window.ts';

inBrowser('while an answer is on its way', startTwoKinds, (given) => {
  it('the count is the old one, dimmed, and then the new one', async () => {
    const { page } = await openWindow(given);
    const count = statusLine(page).locator('.library-count');
    const letGo = await holdAnswers(page, 'products.list', 'Shirt');
    await page.getByRole('checkbox', { name: /Shirt/ }).press('Space');
    await statusLine(page).locator('.library-count[data-stale]').waitFor();
    expect(await count.innerText()).toBe(`${twoKinds} products`);
    letGo();
    await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
    expect(await count.getAttribute('data-stale')).toBeNull();
  });

  it('a filtered view that is opened says that it is counting, and no number', async () => {
    const { page } = await openWindow(given);
    await page.getByRole('checkbox', { name: /Shirt/ }).press('Space');
    await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
    const letGo = await holdAnswers(page, 'products.list', 'Shirt');
    await page.reload();
    await statusLine(page).getByText('Counting…').waitFor();
    letGo();
    await statusLine(page).getByText(`10 of ${twoKinds} products`).waitFor();
  });

  it('the query shows the picture and the name that were just on screen', async () => {
    const { page } = await openWindow(given);
    await gridOf(page, 'Products').getByRole('gridcell').nth(1).click();
    await page.keyboard.press('Enter');
    const shown = gridOf(page, 'Look-alikes');
    const second = shown.getByRole('gridcell').nth(1);
    const name = await second.locator('.ranked-name').innerText();
    const picture = await second.locator('img').first().getAttribute('src');
    const letGo = await holdAnswers(page, 'products.get', name);
    await second.dblclick();
    const query = page.getByRole('complementary', { name: 'Query' });
    await query.getByRole('heading', { name, exact: true }).waitFor();
    expect(await query.locator('[aria-busy=true] .query-picture img').first().getAttribute('src')).toBe(
      picture,
    );
    letGo();
    await query.locator('.query[aria-busy=false]').waitFor();
  });
});
