/** Long work on the engine's own thread: others get their turn between the pages of it. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** @param pages each of a few milliseconds' work, asked for one by one */
export async function inTurns<Page>(pages: Iterable<Page>, work: (page: Page) => void): Promise<void> {
  for (const page of pages) {
    work(page);
    await nextTurn();
  }
}
