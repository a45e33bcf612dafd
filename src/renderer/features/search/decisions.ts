/** The curator's decisions on look-alikes: taking them, showing them at once, taking them back. */
import { create } from 'zustand';
import type { Output } from '../../../contract/contract.ts';
import type { DecisionState } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { invalidate, queryClient } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { announce, showToast } from '../../shell/toasts.ts';

interface Taken {
  readonly id: string;
  readonly lookAlikeId: string;
  readonly name: string;
  readonly previous: DecisionState | null;
}

interface DecisionsState {
  /** This session's decisions, the newest last: what Z takes back. */
  readonly taken: readonly Taken[];
}

export const useDecisionHistory = create<DecisionsState>()(() => ({ taken: [] }));

export type DecisionsById = ReadonlyMap<string, DecisionState>;
const noDecisions: DecisionsById = new Map();

/** The decisions on a product's look-alikes, by look-alike; empty for an image from outside. */
export function useDecisions(productId: string | null): DecisionsById {
  const { data } = useCall('lists.get', { id: productId ?? '' }, { enabled: productId !== null });
  if (data === undefined) return noDecisions;
  return new Map(data.decisions.map(({ id, state }) => [id, state]));
}

const doneWords: { readonly [S in DecisionState]: string } = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  pinned: 'Pinned',
};

/** Takes a decision; the one that stands already is taken back instead. */
export async function decide(
  id: string,
  lookAlike: { readonly id: string; readonly name: string },
  state: DecisionState,
  standing: DecisionState | null,
): Promise<void> {
  const next = standing === state ? null : state;
  if (!(await send(id, lookAlike.id, next))) return;
  const taken: Taken = { id, lookAlikeId: lookAlike.id, name: lookAlike.name, previous: standing };
  useDecisionHistory.setState((old) => ({ taken: [...old.taken, taken] }));
  announce(next === null ? `${lookAlike.name}: decision taken back` : `${doneWords[next]} ${lookAlike.name}`);
}

/** Takes the newest decision of this session back, whichever product it was for. */
export async function undoDecision(): Promise<void> {
  const last = useDecisionHistory.getState().taken.at(-1);
  if (last === undefined) {
    showToast('There is no decision of this session to undo.');
    return;
  }
  useDecisionHistory.setState((old) => ({ taken: old.taken.slice(0, -1) }));
  if (await send(last.id, last.lookAlikeId, last.previous)) showToast(`Undone for ${last.name}.`);
}

async function send(id: string, lookAlikeId: string, state: DecisionState | null): Promise<boolean> {
  const key = ['lists.get', { id }];
  const before = queryClient.getQueryData<Output<'lists.get'>>(key);
  queryClient.setQueryData<Output<'lists.get'>>(key, (old) => {
    const others = (old?.decisions ?? []).filter((each) => each.id !== lookAlikeId);
    return { decisions: state === null ? others : [...others, { id: lookAlikeId, state }] };
  });
  try {
    await client.call('lists.decide', { id, lookAlikeId, state });
    void invalidate(['lists.get', 'lists.preview']);
    return true;
  } catch (thrown) {
    queryClient.setQueryData(key, before);
    showToast(`The decision was not kept. ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
      kind: 'error',
    });
    return false;
  }
}

/** Another catalog is open: what was decided in the old one can no longer be undone from here. */
export function forgetDecisions(): void {
  useDecisionHistory.setState({ taken: [] });
}
