/**
 * How long it takes from a key to the painted decision in a browser on a large catalog, in milliseconds, as JSON:
 * `node tests/bench/scripts/decisionPaint.ts [DECISIONS] [PRODUCTS] [--at-once]`, after `npm run build`. Each is made once the page has nothing
 * left to do, as a person would; with `--at-once` as soon as the one before it is painted.
 */
import type { Page } from 'playwright';
import { startHost } from '../../e2e/fixtures/host.ts';
import { activeCell, gridOf, openWindow, startBrowser } from '../../e2e/fixtures/window.ts';

const [decisionCount = '120', productCount = '44000'] = process.argv.slice(2);
const decisions = Number(decisionCount);
const products = Number(productCount);
const isAtOnce = process.argv.includes('--at-once');
/** Of a list's candidates so many are decided on before the next list comes. */
const perList = 12;
const keys = [
  { key: 'a', state: 'accepted' },
  { key: 'x', state: 'rejected' },
  { key: 'p', state: 'pinned' },
] as const;

const host = await startHost(200, products);
const browser = await startBrowser();
try {
  const { page } = await openWindow({ browser, host });
  await gridOf(page, 'Products').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await untilShown(page);
  await page.evaluate(watchPaints);
  const byKey = new Map<string, number[]>(keys.map(({ key }) => [key, []]));
  for (let made = 0; made < decisions; made++) {
    if (made > 0 && made % perList === 0) await goOn(page);
    const { key, state } = keys[made % keys.length] ?? keys[0];
    byKey.get(key)?.push(await timeDecision(page, key, state));
    await page.keyboard.press('ArrowRight');
  }
  const times = Object.fromEntries([...byKey].map(([key, ms]) => [key, spread(ms)]));
  const all = spread([...byKey.values()].flat());
  process.stdout.write(`${JSON.stringify({ products, decisions, all, ...times })}\n`);
} finally {
  await browser.close();
  await host.stop();
}

async function untilShown(page: Page): Promise<void> {
  await gridOf(page, 'Look-alikes').getByRole('gridcell').nth(9).waitFor();
  await page.locator('.results-grid[aria-busy="false"]').waitFor();
  await page.getByRole('complementary', { name: 'List' }).locator('[data-key]').nth(9).waitFor();
  await gridOf(page, 'Look-alikes').focus();
  await page.keyboard.press('Home');
  await activeCell(page, 'Look-alikes').waitFor();
}

async function goOn(page: Page): Promise<void> {
  const before = new URL(page.url()).hash.split('?')[0];
  await page.keyboard.press('n');
  await page.waitForURL((url) => url.hash.split('?')[0] !== before);
  await untilShown(page);
}

async function timeDecision(page: Page, key: string, state: string): Promise<number> {
  if (!isAtOnce) await page.evaluate(waitForRest);
  const painted = page.evaluate((wanted) => window.paintOf(wanted), state);
  await page.keyboard.press(key);
  return await painted;
}

declare global {
  interface Window {
    /** Resolves once the tile with the focus has been painted in this state, with the milliseconds since the last key. */
    paintOf(state: string): Promise<number>;
  }
}

/** Runs in the page: until several frames in a row left time over. */
async function waitForRest(): Promise<void> {
  for (let frame = 0; frame < 5; frame++) {
    await new Promise(requestAnimationFrame);
    await new Promise((resolve) => requestIdleCallback(resolve));
  }
}

/** Runs in the page. */
function watchPaints(): void {
  let pressedAtMs = Number.NaN;
  // When the key reached the browser, not when the page had time for it.
  const note = ({ timeStamp }: KeyboardEvent): void => {
    pressedAtMs = timeStamp;
  };
  window.addEventListener('keydown', note, { capture: true });
  window.paintOf = (state) =>
    new Promise((resolve) => {
      const isShown = (): boolean =>
        document.querySelector(`[aria-label="Look-alikes"] [data-active] [data-decision="${state}"]`) !==
        null;
      const observer = new MutationObserver(() => {
        if (!isShown()) return;
        observer.disconnect();
        // The frame with it is painted by the time that a task after its animation callback runs.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedAtMs)));
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
}

function spread(values: readonly number[]): { p50: number; p95: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}
