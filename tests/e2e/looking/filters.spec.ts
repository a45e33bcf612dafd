import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { type EmptyHost, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, openPage, openWindow, statusLine } from '../fixtures/window.ts';

const products = 20;

async function startPriced(): Promise<EmptyHost> {
  const host = await startEmptyHost();
  const images = join(host.folder, 'images');
  mkdirSync(images);
  const rows = ['id,kind,price'];
  for (let at = 1; at <= products; at++) {
    writeFileSync(join(images, `p${at}.jpg`), await drawPicture(at));
    rows.push(`p${at},${at % 2 === 0 ? 'Shirt' : 'Shoe'},${at === products ? '' : at * 10}`);
  }
  writeFileSync(join(images, 'styles.csv'), `${rows.join('\n')}\n`);
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'catalog'), create: true });
  await runImport(host.engine, { folder: images });
  return host;
}

inBrowser('the filters', startPriced, (given) => {
  it('narrow a field of numbers from where to where, say so in a chip, and survive a reload', async () => {
    const { page, consoleErrors } = await openWindow(given);
    const price = page.getByRole('region', { name: 'Price' });
    const from = price.getByRole('textbox', { name: 'Price from' });
    const to = price.getByRole('textbox', { name: 'Price to' });
    expect([await from.getAttribute('placeholder'), await to.getAttribute('placeholder')]).toEqual([
      '10',
      '190',
    ]);
    await from.fill('50');
    await to.fill('100');
    await to.press('Enter');
    await statusLine(page).getByText(`6 of ${products} products`).waitFor();
    await expect.poll(() => to.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await page.reload();
    await statusLine(page).getByText(`6 of ${products} products`).waitFor();
    expect([await from.inputValue(), await to.inputValue()]).toEqual(['50', '100']);
    await statusLine(page).getByRole('button', { name: 'Drop Price: 50 to 100' }).click();
    await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
    expect([await from.inputValue(), await to.inputValue()]).toEqual(['', '']);
    expect(consoleErrors).toEqual([]);
  });

  it('say what is wrong with a bound, and wait until the two fields are left', async () => {
    const { page } = await openWindow(given);
    const price = page.getByRole('region', { name: 'Price' });
    await price.getByRole('textbox', { name: 'Price from' }).fill('cheap');
    await price.getByRole('textbox', { name: 'Price from' }).press('Enter');
    await price.getByRole('alert').getByText('"cheap" is neither a number nor a date').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await price.getByRole('textbox', { name: 'Price from' }).fill('150');
    await page.keyboard.press('Tab');
    await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await statusLine(page).getByText(`5 of ${products} products`).waitFor();
    await expect.poll(() => price.getByRole('alert').count()).toBe(0);
    await price.getByRole('button', { name: 'Clear Price' }).click();
    await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
  });

  it('say so where nothing is left, and keep the field that took it away', async () => {
    const { page } = await openWindow(given);
    const price = page.getByRole('region', { name: 'Price' });
    await price.waitFor();
    await page.getByRole('searchbox', { name: 'Search names and ids' }).fill('zzz');
    await page.getByText('No product is left to filter.').waitFor();
    await expect.poll(() => price.count()).toBe(0);
    await page.keyboard.press('Escape');
    await price.getByRole('textbox', { name: 'Price from' }).fill('5000');
    await price.getByRole('textbox', { name: 'Price from' }).press('Enter');
    await statusLine(page).getByText(`0 of ${products} products`).waitFor();
    await price.getByRole('button', { name: 'Clear Price' }).click();
    await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
  });

  it('of every kind can stand in an address, and each is dropped by its chip', async () => {
    const { id } = await given.host.engine.call('selections.hold', { ids: ['p1', 'p2', 'p3', 'p4', 'p20'] });
    const { page } = await openWindow(given);
    const address = `#/library?find=p&has=price&range.price=..35&find.kind=sh&selection=${id}&ids=p1,p2,p3,p9`;
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, address);
    await statusLine(page).getByText(`3 of ${products} products`).waitFor();
    const names = [
      '“p”',
      'Price: any value',
      'Price: up to 35',
      'Kind: “sh”',
      'Selection (5)',
      '4 chosen products',
    ];
    for (const name of names)
      await statusLine(page)
        .getByRole('button', { name: `Drop ${name}` })
        .waitFor();
    for (const name of names)
      await statusLine(page)
        .getByRole('button', { name: `Drop ${name}` })
        .click();
    await statusLine(page).getByText(`${products} products`, { exact: true }).waitFor();
  });

  it('say when a selection is no longer held', async () => {
    const { page } = await openPage(given.browser, given.host.url);
    await page.getByRole('grid', { name: 'Products' }).waitFor();
    await page.evaluate(() => {
      window.location.hash = '#/library?selection=long-gone';
    });
    await page.getByText('This selection is no longer held').first().waitFor();
  });
});
