import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { EventValue } from '../../../src/contract/contract.ts';
import { startHost } from '../fixtures/host.ts';
import { inBrowser } from '../fixtures/inBrowser.ts';
import { gridOf, type OpenedHost, openWindow } from '../fixtures/window.ts';

type Command = EventValue<'host.command'>['command'];

/** Keeps hold of the page's stream of events, so that what the desktop's menu sends can be sent here. */
async function openWithMenu(
  given: OpenedHost,
): Promise<{ page: Page; choose(command: Command): Promise<void> }> {
  const { page } = await openWindow(given);
  await page.addInitScript(() => {
    const Stream = EventSource;
    window.EventSource = class extends Stream {
      constructor(address: string | URL) {
        super(address);
        Reflect.set(window, 'hostEvents', this);
      }
    };
  });
  await page.reload();
  await gridOf(page, 'Products').locator('img').first().waitFor();
  return {
    page,
    choose: (command) =>
      page.evaluate(async (name) => {
        const events: EventSource = Reflect.get(window, 'hostEvents');
        events.dispatchEvent(new MessageEvent('host.command', { data: JSON.stringify({ command: name }) }));
        for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
      }, command),
  };
}

inBrowser(
  'what an open sheet keeps away',
  () => startHost(12),
  (given) => {
    it('commands of the menu act while nothing is open, and not on what lies below a sheet', async () => {
      const { page, choose } = await openWithMenu(given);
      await choose('export');
      const sheet = page.getByRole('dialog', { name: 'Export recommendation lists' });
      await sheet.getByText(/^from the lists of/).waitFor();
      const { href } = new URL(page.url());
      for (const command of [
        'open-folder',
        'settings',
        'diagnostics',
        'shortcuts',
        'back',
        'find',
      ] as const) {
        await choose(command);
        expect(await page.getByRole('dialog').count(), command).toBe(1);
        expect(await sheet.count(), command).toBe(1);
        expect(await sheet.evaluate((element) => element.contains(document.activeElement)), command).toBe(
          true,
        );
        expect(page.url(), command).toBe(href);
      }
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await choose('settings');
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    });

    it('a pasted image does not change what lies below a sheet', async () => {
      const { page } = await openWindow(given);
      const paste = () =>
        page.evaluate(() => {
          const files = new DataTransfer();
          files.items.add(new File(['this is no image'], 'pasted.png', { type: 'image/png' }));
          const event = new ClipboardEvent('paste', {
            clipboardData: files,
            bubbles: true,
            cancelable: true,
          });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        });
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await paste()).toBe(false);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await paste()).toBe(true);
    });
  },
);
