/** A contact sheet as a colleague has it: a file, opened in a browser, marked by keyboard, and sent back. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { openWorkplace, runExport } from '../../engine/workplace.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, openPage } from '../fixtures/window.ts';

const names = new Map([
  ['00123', '</script><script>window.broken = 1</script>'],
  ['3-10', `"><img src="x" onerror="window.broken = 1">`],
  ['=1+1', `Tom's "Co" & <b>sons</b>`],
  ['o,n', 'Shirt'],
  ['007', 'Shirt with a name that is so long that no tile has room for it in a single line of its own'],
  ['7', 'Schuh'],
]);

async function startMarked() {
  const place = await openWorkplace();
  const rows = ['id;image;productDisplayName;colour'];
  for (const [at, [id, name]] of [...names].entries()) {
    await place.draw(`picture${at}.jpg`, at + 1);
    rows.push(`"${id}";picture${at}.jpg;"${name.replaceAll('"', '""')}";<i>blue</i>`);
  }
  await place.import({ metadata: place.write('styles.csv', `${rows.join('\n')}\n`) });
  const file = join(place.folder, 'sheet.html');
  const written = await runExport(place.engine, {
    ...{ what: { kind: 'all' }, format: 'html', top: 5, columns: ['colour'] },
    file,
  });
  expect(written).toMatchObject({ products: 6, rows: 30 });
  return { place, file, stop: () => place.close() };
}

inBrowser('a contact sheet', startMarked, (given) => {
  async function openSheet() {
    const opened = await openPage(given.browser, pathToFileURL(given.host.file).href);
    await opened.page.getByText('Nothing marked yet').waitFor();
    return opened;
  }

  /** The choices below the entry of this rank. */
  function choicesOf(page: Page, product: string, rank: number) {
    return page
      .locator(`section[data-product="${product}"]`)
      .getByRole('group', { name: new RegExp(`, rank ${rank}$`) });
  }

  it('shows every picture and every name as it is, and asks for nothing', async () => {
    const { page, consoleErrors } = await openSheet();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await page.getByText('Nothing marked yet').waitFor();
    const pictures = page.locator('img');
    expect(await pictures.count()).toBe(36);
    await expect
      .poll(() =>
        pictures.evaluateAll(
          (all) => all.filter((image) => !(image as HTMLImageElement).naturalWidth).length,
        ),
      )
      .toBe(0);
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings.toSorted()).toEqual([...names.values()].toSorted());
    expect(await page.getByText('<i>blue</i>').count()).toBe(36);
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(given.host.file).href]);
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    expect(consoleErrors).toEqual([]);
  });

  it('runs nothing that somebody put into it', async () => {
    const { page } = await openSheet();
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('Content Security Policy'),
    );
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.broken = 1';
      document.body.append(script);
    });
    await refused;
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  });

  it('takes marks by keyboard, keeps them, and saves them as decisions that a preview names', async () => {
    const { page, consoleErrors } = await openSheet();
    const kept = choicesOf(page, '=1+1', 2);
    await kept.getByRole('radio', { name: 'Keep' }).press('Space');
    const dropped = choicesOf(page, 'o,n', 4);
    await dropped.getByRole('radio', { name: 'No mark' }).press('ArrowUp');
    await page.getByText('2 marked', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('2 marked', { exact: true }).waitFor();
    expect(await dropped.getByRole('radio', { name: 'Drop' }).isChecked()).toBe(true);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save marks' }).press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^marks Look-alikes catalog \d{4}-\d\d-\d\d\.csv$/);
    const marks = join(given.host.place.folder, 'marks.csv');
    await saved.saveAs(marks);
    const entryOf = async (product: string, rank: number): Promise<string | null> =>
      await page
        .locator(`section[data-product="${product}"] li[data-rank="${rank}"]`)
        .getAttribute('data-product');
    const answer = await given.host.place.engine.call('lists.import', { file: marks });
    expect(answer).toMatchObject({ rows: 2, changes: 2, repaired: [], refused: [], applied: false });
    expect(
      answer.lists.map(({ id, entries }) => [
        id,
        entries.map((entry) => [entry.id, entry.before, entry.after]),
      ]),
    ).toEqual([
      ['=1+1', [[await entryOf('=1+1', 2), 'suggested', 'accepted']]],
      ['o,n', [[await entryOf('o,n', 4), 'suggested', 'rejected']]],
    ]);
    expect(consoleErrors).toEqual([]);
  });

  it('leaves a pin that is kept where it is', async () => {
    const { engine } = given.host.place;
    const { entries } = await engine.call('lists.show', { id: '7', top: 5 });
    const [second, fourth] = [entries[1]?.id ?? '', entries[3]?.id ?? ''];
    await engine.call('lists.decide', { id: '7', lookAlikeId: fourth, state: 'pinned', position: 1 });
    await engine.call('lists.decide', { id: '7', lookAlikeId: second, state: 'pinned', position: 3 });
    const pinned = join(given.host.place.folder, 'pinned.html');
    await runExport(engine, {
      what: { kind: 'products', ids: ['7'] },
      format: 'html',
      top: 5,
      file: pinned,
    });
    const { page } = await openPage(given.browser, pathToFileURL(pinned).href);
    await choicesOf(page, '7', 3).getByRole('radio', { name: 'Keep' }).press('Space');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save marks' }).press('Enter');
    const marks = join(given.host.place.folder, 'pins.csv');
    await (await download).saveAs(marks);
    expect(await engine.call('lists.import', { file: marks })).toMatchObject({
      ...{ rows: 1, changes: 0, refused: [] },
    });
    await engine.call('lists.undo', { count: 2 });
  });

  it('says so where nothing is marked yet', async () => {
    const { page } = await openSheet();
    await page.getByRole('button', { name: 'Save marks' }).press('Enter');
    await page.getByText('Nothing is marked yet: choose Keep or Drop below a picture first.').waitFor();
  });

  it.each([1280, 390])('has no barrier and nothing beside the window at a width of %i', async (width) => {
    const { page } = await openSheet();
    await page.setViewportSize({ width, height: 800 });
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  it('prints on several pages', async () => {
    const { page } = await openSheet();
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThanOrEqual(names.size);
  });
});
