/** The names of the sheets about boards: anyone may open them. */
import type { Opinion } from '../../../contract/boards.ts';
import { defineSheet } from '../../shell/sheets.ts';

export interface MarkIntent {
  readonly ids: readonly string[];
  readonly opinion: Opinion;
}

/** Asks on which board products are liked or disliked. */
export const markSheet = defineSheet<MarkIntent>('mark on a board');

export interface BoardNameIntent {
  /** The board that gets another name; without it, a new one is made. */
  readonly renamed?: string;
}

/** Takes in what users did, and says how it counts. */
export const usersSheet = defineSheet('users');

/** Asks for the name of a board. */
export const boardNameSheet = defineSheet<BoardNameIntent>('name of a board');
