/** Views of the whole over catalogs that they are not made for: one product, three, or pictures that are all the same. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawPicture, runImport } from '../../engine/workplace.ts';
import { type EmptyHost, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, openWindow } from '../fixtures/window.ts';

/** A catalog with a product for each seed; the same seed gives the same picture in other bytes. */
async function openCatalog({ engine, folder }: EmptyHost, name: string, seeds: readonly number[]) {
  const images = join(folder, name);
  mkdirSync(images);
  const rows = ['id,kind'];
  for (const [at, seed] of seeds.entries()) {
    writeFileSync(
      join(images, `p${at + 10}.jpg`),
      Buffer.concat([await drawPicture(seed), Buffer.from([at])]),
    );
    rows.push(`p${at + 10},${at % 2 === 0 ? 'Shirt' : 'Shoe'}`);
  }
  writeFileSync(join(images, 'styles.csv'), `${rows.join('\n')}\n`);
  await engine.call('catalogs.open', { folder: join(folder, `${name}-catalog`), create: true });
  await runImport(engine, { folder: images });
}

inBrowser('odd catalogs', startEmptyHost, (given) => {
  it.each([
    {
      name: 'one',
      seeds: [1],
      duplicates: 'No duplicates were found',
      repair: 'There is no field to look at',
      quality: /Fewer than two products have a picture/,
    },
    {
      name: 'three',
      seeds: [1, 40, 80],
      duplicates: 'No duplicates were found',
      repair: 'There is no field to look at',
      quality: /^By cosine\. All 3 products.* 3 products had fewer look-alikes than 10\./,
    },
    {
      name: 'alike',
      seeds: Array.from({ length: 24 }, () => 7),
      duplicates: /^Group 1 of 1/,
      repair: 'Pictures tell none of the fields',
      quality: /Of 24 products all look-alikes are equally near/,
    },
  ])(
    '$name: every view has a result or says why it has none',
    async ({ name, seeds, duplicates, repair, quality }) => {
      await openCatalog(given.host, name, seeds);
      const { page, consoleErrors } = await openWindow(given);
      const go = (place: string) => page.getByRole('link', { name: place }).press('Enter');

      await go('Map');
      for (const method of ['UMAP', 't-SNE']) {
        await page.getByRole('radio', { name: method }).press('Space');
        await page.getByRole('button', { name: 'Lay out the catalog' }).press('Enter');
        await page.getByRole('application').waitFor();
        await page.getByText(new RegExp(`^${seeds.length} products? on the map$`)).waitFor();
      }
      expect(await findBarriers(page)).toEqual([]);

      await go('Duplicates');
      await page.getByRole('button', { name: 'Search for duplicates' }).press('Enter');
      await page.getByRole('heading', { name: duplicates }).waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await go('Repair');
      await page.getByRole('button', { name: 'Look at the metadata' }).press('Enter');
      await page.getByRole('heading', { name: repair }).waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await go('Insight');
      await page.getByRole('heading', { name: /^Kind: / }).waitFor();
      await page
        .getByRole('heading', { name: /^Picture size: (the one|all \d+) pictures? (is|are) / })
        .waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await go('Quality');
      await page.getByRole('button', { name: 'Measure' }).press('Enter');
      await page.getByText(quality).first().waitFor();
      expect(await findBarriers(page)).toEqual([]);

      await go('Matrix');
      await page.getByRole('heading', { name: 'How alike are they, each with each?' }).waitFor();
      await go('Imports');
      await page.getByText(`${seeds.length} found = `).waitFor();
      expect(consoleErrors).toEqual([]);
    },
  );
});
