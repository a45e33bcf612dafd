import type { ListKind } from '../../contract/queue.ts';
import { substitute } from './ports.ts';

/** Lists of look-alikes, as they are until a curator says otherwise: every catalog has them. */
export const lookAlikeLists: ListKind = { type: substitute, title: 'Look-alikes', length: 10, fold: 5 };

/** What lists of a type are like; one that nobody added is as long as look-alikes are. */
export function kindOf(types: readonly ListKind[], type: string): ListKind {
  return types.find((kind) => kind.type === type) ?? { ...lookAlikeLists, type, title: type };
}
