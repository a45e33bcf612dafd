import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { type EmptyHost, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers } from '../fixtures/window.ts';

/** More than a report names. */
const rowsWithoutImage = 1500;

async function startImported(): Promise<EmptyHost> {
  const host = await startEmptyHost();
  const folder = join(host.folder, 'Autumn');
  mkdirSync(join(folder, 'shoot'), { recursive: true });
  for (const [at, name] of ['A1.jpg', 'A2.jpg', 'shoot/stray.jpg'].entries())
    writeFileSync(join(folder, name), await drawPicture(at + 1));
  writeFileSync(join(folder, 'shoot', 'copy.jpg'), await drawPicture(1));
  const others = Array.from({ length: rowsWithoutImage }, (_, at) => `X${at + 1},Shirt`);
  const rows = ['id,type', 'A1,Shirt', 'A2,Shoe', 'A1,Shirt', ',', ...others];
  writeFileSync(join(folder, 'styles.csv'), rows.join('\r\n'));
  await host.engine.call('catalogs.openForImages', { imageFolder: folder });
  await runImport(host.engine, { folder });
  return host;
}

inBrowser('the report of an import', startImported, (given) => {
  async function openReport(): Promise<Page> {
    const { page } = await openStart(given);
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('button', { name: 'Last import’s report' }).click();
    await page.getByRole('heading', { name: 'Import report' }).waitFor();
    return page;
  }

  /** Opens the list under this title and reads the entries that are in the document. */
  async function openList(page: Page, title: string): Promise<string[]> {
    await page.getByRole('button', { name: title }).press('Enter');
    const entries = page.getByRole('region', { name: title }).getByRole('listitem');
    await entries.first().waitFor();
    return entries.allInnerTexts();
  }

  it('names rows by their lines, to open and to copy', async () => {
    const page = await openReport();
    const repeated = await openList(page, '1 row whose id came before: the first one stands');
    expect(repeated).toEqual([expect.stringMatching(/^A1\s+Line 4, first on line 2$/)]);
    const empty = await openList(page, '1 row without an id or without values: left out');
    expect(empty).toEqual([expect.stringMatching(/^No id\s+Line 5$/)]);
    const images = await openList(page, '2 images without a row: imported all the same');
    expect(images).toEqual([
      expect.stringMatching(/^copy\.jpg\s+shoot$/),
      expect.stringMatching(/^stray\.jpg\s+shoot$/),
    ]);
    expect(await findBarriers(page)).toEqual([]);
  });

  it('says how many more names there are, and keeps only those in sight in the document', async () => {
    const page = await openReport();
    const shown = await openList(page, '1,500 rows without an image: left out');
    expect(shown.length).toBeLessThan(60);
    await page.getByText('The first 1,000 are listed, 500 more are not.').waitFor();
    await page.getByRole('button', { name: 'Copy the first 1,000' }).press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    expect(copied).toHaveLength(1000);
    expect(copied[0]).toBe('6\tX1');
  });

  it('speaks of fast and precise, and of cosines and backends only in its details', async () => {
    const page = await openReport();
    const words = await page.getByRole('dialog').innerText();
    expect(words).toMatch(/Fast mode agrees with precise mode here|Precise mode was used/);
    expect(words).not.toMatch(/cosine|int8|float32|onnx/);
    await page.getByRole('button', { name: 'Technical details' }).press('Enter');
    await page.getByText(/embedding space/).waitFor();
    await expect.poll(() => page.getByRole('dialog').innerText()).toMatch(/onnx|tfjs-node/);
  });

  it('is there again after a reload, names and all', async () => {
    const page = await openReport();
    await page.reload();
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('button', { name: 'Last import’s report' }).click();
    expect(await openList(page, '2 images without a row: imported all the same')).toHaveLength(2);
  });

  it('leaves no riddle in the diagnostics: copies share an embedding', async () => {
    const { page } = await openStart(given);
    await page.getByRole('button', { name: 'Settings and more' }).click();
    await page.getByRole('menuitem', { name: 'Diagnostics' }).click();
    await page
      .getByText('4 image files = 3 embeddings + 1 copy of the same picture, which share its embedding')
      .waitFor();
  });
});
