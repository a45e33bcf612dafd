/** The curator's decisions on look-alikes: taking them, showing them at once, taking them back. The engine remembers them all. */
import type { Output } from '../../../contract/contract.ts';
import type { DecisionState, JournalStep } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { invalidate, queryClient } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { announce, showToast } from '../../shell/toasts.ts';

export type DecisionsById = ReadonlyMap<string, DecisionState>;
const noDecisions: DecisionsById = new Map();

export interface Decisions {
  /** By look-alike. */
  readonly byId: DecisionsById;
  /** How many rest, because their product is gone. */
  readonly resting: number;
}

/** The decisions on a product's look-alikes; none for an image from outside. */
export function useDecisions(productId: string | null): Decisions {
  const { data } = useCall('lists.get', { id: productId ?? '' }, { enabled: productId !== null });
  if (data === undefined) return { byId: noDecisions, resting: 0 };
  const there = data.decisions.filter(({ isResting }) => !isResting);
  return {
    byId: new Map(there.map(({ id, state }) => [id, state])),
    resting: data.decisions.length - there.length,
  };
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
  announce(next === null ? `${lookAlike.name}: decision taken back` : `${doneWords[next]} ${lookAlike.name}`);
}

/** Takes back what was decided last, in this session or an earlier one, whichever product it was for. */
export async function undoDecision(): Promise<void> {
  await turn(async () => (await client.call('lists.undo', {})).undone, 'Undone', 'There is nothing to undo.');
}

/** Does again what was taken back last. */
export async function redoDecision(): Promise<void> {
  await turn(
    async () => (await client.call('lists.redo', {})).redone,
    'Done again',
    'There is nothing to do again.',
  );
}

async function turn(ask: () => Promise<readonly JournalStep[]>, done: string, none: string): Promise<void> {
  try {
    const steps = await ask();
    void invalidate(['lists.get', 'lists.preview']);
    const [step] = steps;
    showToast(step === undefined ? none : `${done}: ${describeStep(step)}.`);
  } catch (thrown) {
    tellFailure('Nothing was undone.', thrown);
  }
}

const operationWords: { readonly [O in Exclude<JournalStep['operation'], 'import' | 'generate'>]: string } = {
  accept: 'accept',
  reject: 'reject',
  pin: 'pin',
  clear: 'take back the decision on',
  correct: 'correct',
};

/** "pin 10122 for 10101", "correct baseColour of 10122", "import of lists". */
export function describeStep({ operation, id, lookAlike, field }: JournalStep): string {
  if (operation === 'import') return 'import of lists';
  if (operation === 'generate') return 'generation of lists';
  const what = operationWords[operation];
  return lookAlike === null ? `${what} ${field ?? ''} of ${id}` : `${what} ${lookAlike} for ${id}`;
}

async function send(id: string, lookAlikeId: string, state: DecisionState | null): Promise<boolean> {
  const key = ['lists.get', { id }];
  const before = queryClient.getQueryData<Output<'lists.get'>>(key);
  queryClient.setQueryData<Output<'lists.get'>>(key, (old) => {
    const others = (old?.decisions ?? []).filter((each) => each.id !== lookAlikeId);
    const mine = state === null ? [] : [{ id: lookAlikeId, state, reason: null, isResting: false }];
    return { decisions: [...others, ...mine] };
  });
  try {
    await client.call('lists.decide', { id, lookAlikeId, state });
    void invalidate(['lists.get', 'lists.preview']);
    return true;
  } catch (thrown) {
    queryClient.setQueryData(key, before);
    tellFailure('The decision was not kept.', thrown);
    return false;
  }
}

function tellFailure(what: string, thrown: unknown): void {
  showToast(`${what} ${thrown instanceof Error ? thrown.message : String(thrown)}`, { kind: 'error' });
}
