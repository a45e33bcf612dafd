/** The import sheet of a shared catalog, which has one way of embedding for everybody; the engine's answers about it stand in for a cluster. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { Output } from '../../../src/contract/contract.ts';
import { drawSmallFolder } from '../../contract/smallCatalog.ts';
import { runImport } from '../../engine/workplace.ts';
import { drawFolder, openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, goToPath, waitForFocusOn } from '../fixtures/window.ts';

const address = 'https://search.example:9200/shoes';
const toOtherwise = 'Embed it otherwise…';

async function startWithCatalog() {
  const host = await startEmptyHost();
  const images = join(host.folder, 'shop');
  const metadata = await drawSmallFolder(images);
  await host.engine.call('catalogs.open', { folder: join(host.folder, 'shop catalog'), create: true });
  await runImport(host.engine, { folder: images, metadata });
  return { ...host, drawn: await drawFolder(join(host.folder, 'Autumn collection')) };
}

/** Others brought two of its pictures, whose originals are not here. */
const originals: Output<'cluster.originals'> = {
  pictures: 12,
  lacking: [{ folder: '/of ben', broughtBy: 'others', pictures: 2, example: 'b-1.jpg' }],
  advice: 'Whoever has the rest goes on.',
};

/** The catalog that is open lies at an address. */
async function share(page: Page): Promise<void> {
  await page.route('**/api/catalogs.current', async (route) => {
    const response = await route.fetch();
    const { ok, value } = (await response.json()) as { ok: true; value: Output<'catalogs.current'> };
    const { catalog } = value;
    await route.fulfill({ response, json: { ok, value: { ...value, catalog: { ...catalog, address } } } });
  });
  await page.route('**/api/cluster.originals', (route) =>
    route.fulfill({ json: { ok: true, value: originals } }),
  );
  await page.reload();
}

inBrowser('the import sheet', startWithCatalog, (given) => {
  const sheet = (page: Page) => page.getByRole('dialog', { name: 'Import a folder' });
  const model = (page: Page) => sheet(page).getByRole('region', { name: 'Model' });
  const embedSheet = (page: Page) => page.getByRole('dialog', { name: 'Embed this catalog otherwise' });

  async function plan(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Import…' }).first().click();
    await goToPath(page, given.host.drawn.folder);
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await sheet(page).getByRole('heading', { name: 'Model' }).waitFor();
  }

  it('shows how a shared catalog is embedded, and the way to embed it otherwise instead of settings that are refused', async () => {
    const { page, consoleErrors } = await openStart(given);
    await share(page);
    await plan(page);
    await sheet(page).getByText(`pooling, as all of ${address}`).waitFor();
    await sheet(page)
      .getByRole('button', { name: /^Advanced/ })
      .press('Enter');
    await sheet(page)
      .getByRole('button', { name: /Precision/ })
      .waitFor();
    const pooling = model(page).getByRole('button', { name: /Pooling/ });
    const refused = model(page).getByRole('radio').or(pooling);
    expect(await refused.count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);

    await sheet(page).getByRole('button', { name: toOtherwise }).press('Enter');
    await embedSheet(page).getByText(`Embed what is here. ${originals.advice}`).waitFor();
    const asItIs = embedSheet(page).getByText('It is embedded like this. Choose another');
    const embed = embedSheet(page).getByRole('button', { name: 'Embed 10 pictures' });
    await asItIs.waitFor();
    expect(await embed.isDisabled()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await embedSheet(page)
      .getByRole('button', { name: /^Advanced/ })
      .press('Enter');
    const size = embedSheet(page).getByRole('textbox', { name: 'Input size' });
    const usual = await size.inputValue();
    for (const [value, isDisabled] of [
      ['1024', false],
      [usual, true],
    ] as const) {
      // What is typed counts at once: a click on the button is not the one that leaves the field.
      await size.clear();
      await size.pressSequentially(value);
      expect(await size.inputValue()).toBe(value);
      await asItIs.waitFor({ state: isDisabled ? 'visible' : 'detached' });
      expect(await embed.isDisabled()).toBe(isDisabled);
    }
    await page.keyboard.press('Escape');
    await waitForFocusOn(page, toOtherwise);
    await sheet(page).getByText(given.host.drawn.folder).waitFor();
    expect(await embedSheet(page).count()).toBe(0);

    // A catalog of the folder's own is nobody else's.
    await sheet(page).getByText('A catalog of its own').click();
    await model(page)
      .getByRole('button', { name: /^Advanced/ })
      .press('Enter');
    await pooling.waitFor();
    expect(await refused.count()).toBeGreaterThan(1);
    expect(await sheet(page).getByRole('button', { name: toOtherwise }).count()).toBe(0);
    expect(consoleErrors).toEqual([]);
  });

  it('offers the weights of the catalog’s model where they are not on this machine', async () => {
    const { page, consoleErrors } = await openStart(given);
    await page.route('**/api/models.list', async (route) => {
      const response = await route.fetch();
      const { ok, value } = (await response.json()) as { ok: true; value: Output<'models.list'> };
      const models = value.models.map((one) => ({ ...one, installed: false }));
      await route.fulfill({ response, json: { ok, value: { models } } });
    });
    await share(page);
    await plan(page);
    await model(page).getByText('are not on this machine').waitFor();
    await model(page).getByRole('button', { name: 'Import a weights file…' }).waitFor();
    expect(await model(page).getByRole('radio').count()).toBe(1);
    expect(await findBarriers(page)).toEqual([]);
    expect(consoleErrors).toEqual([]);
  });
});
