import { expect, it } from 'vitest';
import { openStart, startEmptyHost } from '../fixtures/emptyHost.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { findBarriers, waitForFocusOn } from '../fixtures/window.ts';

inBrowser(
  'settings and diagnostics',
  () => startEmptyHost(),
  (given) => {
    it('remembers the theme over a reload, and has no barrier in either', async () => {
      const { page, consoleErrors } = await openStart(given);
      for (const theme of ['Light', 'Dark']) {
        await page.keyboard.press('Control+,');
        await page.getByRole('radio', { name: theme }).press('Space');
        await page.waitForFunction(
          (wanted) => document.documentElement.dataset['theme'] === wanted,
          theme.toLowerCase(),
        );
        expect(await findBarriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.reload();
      await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
      expect(await findBarriers(page)).toEqual([]);
      expect(consoleErrors).toEqual([]);
    });

    it('changes how many look-alikes are shown at first', async () => {
      const { page } = await openStart(given);
      await page.keyboard.press('Control+,');
      const field = page.getByRole('textbox', { name: 'Shown at first' });
      await field.fill('77');
      await field.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(async () => (await given.host.engine.call('settings.get', {})).k).toBe(77);
    });

    it('a number out of bounds is corrected, and the field says so', async () => {
      const { page } = await openStart(given);
      await page.keyboard.press('Control+,');
      const field = page.getByRole('textbox', { name: 'Shown at first' });
      await field.fill('9999');
      await field.press('Enter');
      await page.getByText('From 1 to 200: 9999 became 200').waitFor();
      await expect.poll(() => field.inputValue()).toBe('200');
      await field.fill('0');
      await field.press('Tab');
      await page.getByText('From 1 to 200: 0 became 1').waitFor();
      await field.fill('60');
      await field.press('Enter');
      await page.getByText(/became/).waitFor({ state: 'detached' });
      await expect.poll(() => field.inputValue()).toBe('60');
    });

    it.each([
      { width: 1280, height: 600 },
      { width: 640, height: 400 },
    ])('keeps its buttons clear of messages in a low window of $width × $height', async (size) => {
      const { page } = await openStart(given);
      await page.setViewportSize(size);
      const name = `${'a picture that is none with a rather long name '.repeat(4)}.txt`;
      for (const nth of [1, 2, 3]) {
        await page.evaluate((file) => {
          const files = new DataTransfer();
          files.items.add(new File(['this is no image'], file));
          window.dispatchEvent(new DragEvent('drop', { dataTransfer: files }));
        }, `${nth} ${name}`);
      }
      await page.getByText('is neither a folder nor an image').nth(2).waitFor();
      await page.keyboard.press('Control+,');
      const sheet = page.getByRole('dialog');
      await sheet.getByText('Fashion ResNet50').first().waitFor();
      for (const label of ['Diagnostics…', 'Done']) {
        const button = sheet.getByRole('button', { name: label, exact: true });
        const isClear = await button.evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          return above !== null && element.contains(above);
        });
        expect(isClear, label).toBe(true);
      }
    });

    it('tells what runs here, and copies it as text', async () => {
      const { page } = await openStart(given);
      await page.keyboard.press('Control+,');
      await page.getByRole('button', { name: 'Diagnostics…' }).click();
      await page.getByRole('region', { name: 'Backends' }).getByText('onnx', { exact: true }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Copy as text' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text).toContain('Backends\n  onnx: available');
      expect(text).toContain('host: browser');
    });

    it('shows the keys for ?, and goes back for Esc', async () => {
      const { page } = await openStart(given);
      await page.keyboard.press('?');
      await page.getByRole('rowheader', { name: 'Open or import a folder' }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await waitForFocusOn(page, 'Open a folder');
    });
  },
);
