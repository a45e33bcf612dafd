import type { Locator, Page } from 'playwright';
import { expect, it } from 'vitest';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, gridOf, openWindow } from '../fixtures/window.ts';

/** The system's colours as the browser resolves them. */
function systemColours(page: Page): Promise<{ highlight: string; canvas: string; text: string }> {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('span'));
    const resolve = (name: string) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    };
    const colours = {
      highlight: resolve('Highlight'),
      canvas: resolve('Canvas'),
      text: resolve('CanvasText'),
    };
    probe.remove();
    return colours;
  });
}

function styleOf(
  locator: Locator,
  property: 'backgroundColor' | 'borderTopColor' | 'outlineColor',
): Promise<string> {
  return locator.evaluate((element, name) => getComputedStyle(element)[name], property);
}

inBrowser(
  'what the system is set to',
  () => startHost(12),
  (given) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`forced colours show selection, the current place and scales, ${colorScheme}`, async () => {
        const { page } = await openWindow(given);
        await page.emulateMedia({ forcedColors: 'active', colorScheme });
        const { highlight, canvas, text } = await systemColours(page);
        expect(new Set([highlight, canvas, text]).size).toBe(3);

        const cell = gridOf(page, 'Products').getByRole('gridcell').nth(1);
        await cell.click();
        await page.locator('[role=gridcell][aria-selected=true]').waitFor();
        expect(await styleOf(cell, 'backgroundColor')).toBe(highlight);
        expect(await styleOf(cell, 'outlineColor')).toBe(text);
        expect(await styleOf(page.locator('[aria-current=page]'), 'backgroundColor')).toBe(highlight);
        expect(await styleOf(page.locator('.slider-rail'), 'backgroundColor')).toBe(text);
        expect(await styleOf(page.locator('.slider-fill'), 'backgroundColor')).toBe(highlight);
        const box = page.getByRole('complementary', { name: 'Filters' }).locator('.checkbox-box').first();
        await box.click();
        await page.locator('.checkbox[data-selected]').waitFor();
        expect(await styleOf(box, 'backgroundColor')).toBe(highlight);

        await page.keyboard.press('Control+,');
        const chosen = page.locator('.segment[data-selected]');
        await chosen.waitFor();
        expect(await styleOf(chosen, 'backgroundColor')).toBe(highlight);
        expect(await styleOf(page.locator('.sheet'), 'borderTopColor')).toBe(text);
        expect(await findBarriers(page)).toEqual([]);
      });
    }

    it('nothing moves where the person asked for no motion', async () => {
      const { page } = await openWindow(given);
      const moving = () =>
        page.evaluate(
          () =>
            document
              .getAnimations()
              .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 0).length,
        );
      await page.evaluate(() => {
        const seen: string[] = [];
        Reflect.set(window, 'seenMotion', seen);
        for (const kind of ['animationstart', 'transitionstart'] as const) {
          addEventListener(kind, (event) => {
            const running = (event.target as Element).getAnimations();
            for (const { effect } of running) {
              if (Number(effect?.getComputedTiming().activeDuration) > 0)
                seen.push(`${kind} ${(event.target as Element).className}`);
            }
          });
        }
      });
      await page.getByRole('region', { name: 'Gender' }).getByRole('checkbox').first().press('Space');
      await gridOf(page, 'Products').press('ArrowRight');
      await page.keyboard.press('Control+,');
      await page.getByRole('dialog').waitFor();
      expect(await moving()).toBe(0);
      await page.getByRole('button', { name: 'Advanced' }).press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await gridOf(page, 'Products').press('Enter');
      await gridOf(page, 'Look-alikes').locator('img').first().waitFor();
      expect(await moving()).toBe(0);
      expect(await page.evaluate(() => Reflect.get(window, 'seenMotion'))).toEqual([]);
    });
  },
);
