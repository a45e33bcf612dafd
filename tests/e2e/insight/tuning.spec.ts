import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { firstLine, startCli } from '../../cli/runCli.ts';
import { openStrictly, drawnRuntime as runtime } from '../../engine/openStrictly.ts';
import { addProducts, drawProducts } from '../../engine/tuning/drawnCatalog.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findOutOfReach } from '../fixtures/reach.ts';
import { findBarriers, gridOf, openPage } from '../fixtures/window.ts';

/** Of a catalog of drawn embeddings: its pictures are not there. */
async function serve() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinset-browser-')));
  const catalog = join(folder, 'catalog');
  const opened = await openStrictly(catalog);
  await opened.prepareSpace(runtime.space);
  opened.setRuntime(runtime);
  addProducts(opened, drawProducts(400));
  await opened.close();
  const child = startCli(['serve', '--catalog', catalog, '--root', folder, '--json'], join(folder, 'data'));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const { url } = JSON.parse(await firstLine(child)) as { url: string };
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

inBrowser('tuning to the catalog', serve, (given) => {
  let page: Page;

  beforeAll(async () => {
    page = (await openPage(given.browser, given.host.url)).page;
    await page.getByRole('grid', { name: 'Products' }).press('Home');
    await gridOf(page, 'Products').press('Enter');
    await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
  });

  const sheet = () => page.getByRole('dialog', { name: 'Tune to the catalog' });
  const button = (name: string) => sheet().getByRole('button', { name, exact: true });
  const distance = (name: string) => page.getByRole('button', { name: `${name} Distance` });

  async function open(): Promise<void> {
    await page.getByRole('button', { name: 'Tune to the catalog…' }).press('Enter');
    await sheet().getByRole('slider').first().waitFor();
  }

  async function press(name: string): Promise<void> {
    await expect.poll(() => button(name).isEnabled()).toBe(true);
    await button(name).press('Enter');
  }

  it('learns, tells by how much it is better, is used over a reload, and goes back', async () => {
    await open();
    expect(await findBarriers(page)).toEqual([]);
    await press('Learn');
    await sheet()
      .getByText(/more agree than with cosine/)
      .waitFor();
    await sheet().getByRole('rowheader', { name: 'Article type' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await press('Use it');
    await sheet().getByText('In use: look-alikes go by it.').waitFor();
    await page.keyboard.press('Escape');
    await distance('Tuned').waitFor();
    await page.waitForURL(/metric=tuned/);
    await page.reload();
    await distance('Tuned').waitFor();
    await gridOf(page, 'Look-alikes').getByRole('gridcell').first().waitFor();
    await open();
    await press('Go back to cosine');
    await button('Use it').waitFor();
    await page.keyboard.press('Escape');
    await distance('Cosine').waitFor();
  });

  it('is offered for lists by rules, as long as it is there', async () => {
    await page.getByRole('button', { name: 'Settings and more' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Generate lists…' }).press('Enter');
    const rules = page.getByRole('dialog', { name: 'Generate lists' });
    await rules.getByRole('button', { name: 'Cosine Distance' }).press('Enter');
    await page.getByRole('option', { name: 'Tuned' }).press('Enter');
    await rules.getByRole('button', { name: 'Tuned Distance' }).waitFor();
    await rules.getByRole('button', { name: 'Try it out' }).press('Enter');
    await rules.getByText('400 of 400 lists would be full').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await findOutOfReach(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Escape');
    await rules.waitFor({ state: 'detached' });
  });

  it('keeps what was learned where the next learning finds nothing better, until it is forgotten', async () => {
    await open();
    const type = sheet().getByRole('slider', { name: 'Article type' });
    await type.press('Home');
    await expect.poll(() => type.inputValue()).toBe('0');
    await press('Learn again');
    // The button has the focus still, with another word.
    await sheet().getByRole('progressbar').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Cancel|^Learn/);
    await sheet()
      .getByText(/no better than cosine|fewer would have the same/)
      .waitFor();
    await sheet()
      .getByText(/What was learned before is kept/)
      .waitFor();
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await findOutOfReach(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await press('Forget it');
    await button('Learn').waitFor();
    await page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'detached' });
    await distance('Cosine').press('Enter');
    await page.getByRole('option', { name: 'Manhattan' }).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).not.toContain('Tuned');
    await page.keyboard.press('Escape');
  });
});
