/** What a curator does with boards: the engine keeps it, and every window hears of it. */
import type { Opinion } from '../../../contract/boards.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { showToast, tellFailure } from '../../shell/toasts.ts';
import { undoDecision } from '../search/decisions.ts';
import { boardAddress } from './boardsAddress.ts';

/** The board that products were put on last: the next ones are likely meant for it too. */
let lastBoard: string | null = null;

export function lastMarkedBoard(): string | null {
  return lastBoard;
}

const undo = { label: 'Undo', run: () => void undoDecision() };

/** Puts products on a board, or (null) takes them off it, and says how many. */
export async function markOnBoard(
  name: string,
  ids: readonly string[],
  opinion: Opinion | null,
): Promise<boolean> {
  return tryTo('Nothing was changed.', async () => {
    const { board, changed, unchanged } = await client.call('boards.mark', { name, ids: [...ids], opinion });
    lastBoard = board.name;
    showToast(describeMarked(board.name, opinion, changed, unchanged), changed > 0 ? { action: undo } : {});
  });
}

/** "2 products liked on Summer; 1 was so already." */
export function describeMarked(
  name: string,
  opinion: Opinion | null,
  changed: number,
  unchanged: number,
): string {
  const done = opinion === null ? `taken off ${name}` : `${opinion} on ${name}`;
  if (changed === 0) return `Nothing changed: ${unchanged === 1 ? 'it was' : 'all were'} so already.`;
  const rest = unchanged === 0 ? '' : `; ${unchanged} ${unchanged === 1 ? 'was' : 'were'} so already`;
  return `${formatCounted(changed, 'product')} ${done}${rest}.`;
}

/** Makes an empty board and goes there. @throws Failure */
export async function createBoard(name: string): Promise<void> {
  const board = await client.call('boards.create', { name });
  navigate(boardAddress(currentAddress().view, board.name));
}

/** @throws Failure */
export async function renameBoard(name: string, to: string): Promise<void> {
  const board = await client.call('boards.rename', { name, to });
  navigate(boardAddress(currentAddress().view, board.name), { replace: true });
}

export async function removeBoard(name: string): Promise<void> {
  await tryTo('The board was not removed.', async () => {
    await client.call('boards.remove', { name });
    navigate(boardAddress(currentAddress().view, null), { replace: true });
    showToast(`The board ${name} is removed.`, { action: undo });
  });
}

async function tryTo(otherwise: string, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (thrown) {
    tellFailure(otherwise, thrown);
    return false;
  }
}
