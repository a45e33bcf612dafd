/** The curator's decisions on look-alikes: taking them, showing them at once, taking them back. The engine remembers them all. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { Input, Output } from '../../../contract/contract.ts';
import type { Decision, JournalStep, PinKind } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { invalidate, queryClient, refreshDecided, refreshLists } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { formatCounted } from '../../components/format.ts';
import type { Shortcuts } from '../../shell/shortcuts.ts';
import { announce, showToast, tellFailure } from '../../shell/toasts.ts';
import { describeStep } from '../lists/describeStep.ts';
import type { Candidate, Command, ListOwner, PinDays } from './deciding.ts';
import { decidedDecisions, decidedList, type ListChange } from './list/decidedList.ts';
import { pinDaysSheet, rejectSheet } from './reasons/reasonSheets.ts';

export type DecisionsById = ReadonlyMap<string, Decision>;
const noDecisions: DecisionsById = new Map();

export interface Decisions {
  /** By look-alike. */
  readonly byId: DecisionsById;
  /** How many rest, because their product is gone. */
  readonly resting: number;
}

/** The decisions on a product's look-alikes; none for an image from outside. */
export function useDecisions(owner: ListOwner | null): Decisions {
  const { data } = useCall('lists.get', owner ?? { id: '' }, { enabled: owner !== null });
  return useMemo(() => {
    if (data === undefined) return { byId: noDecisions, resting: 0 };
    const there = data.decisions.filter(({ isResting }) => !isResting);
    return {
      byId: new Map(there.map((decision) => [decision.id, decision])),
      resting: data.decisions.length - there.length,
    };
  }, [data]);
}

/** Obeys a command, or asks for what it needs; pins are set one by one. @returns false where it is not on disk */
export async function obey(
  owner: ListOwner,
  candidates: readonly Candidate[],
  command: Command,
): Promise<boolean> {
  switch (command) {
    case 'accept':
      return decideAll(owner, candidates, 'accepted');
    case 'reject':
      return decideAll(owner, candidates, 'rejected');
    case 'reject-why':
      rejectSheet.show({ owner, candidates });
      return true;
    case 'pin-days':
      pinDaysSheet.show({ owner, candidates });
      return true;
    case 'clear':
      return decideAll(owner, candidates, null);
    case 'pin':
    case 'soft-pin': {
      for (const candidate of candidates) {
        if (!(await pin(owner, candidate, command === 'pin' ? 'hard' : 'soft'))) return false;
      }
      return true;
    }
  }
}

/** Look-alikes whose decision is on its way to the disk. */
const usePending = create<{ readonly ids: ReadonlySet<string> }>()(() => ({ ids: new Set() }));

/** Whether the decision on this one is on its way; for whoever draws one only, which others' decisions leave as it is. */
export function useIsPending(id: string): boolean {
  return usePending((state) => state.ids.has(id));
}

export function usePendingDecisions(): ReadonlySet<string> {
  return usePending((state) => state.ids);
}

let latest: Promise<unknown> = Promise.resolve();

/** Asks once what was asked before is answered: requests may overtake each other on their way, and undo goes by the order. */
function inOrder<T>(ask: () => Promise<T>): Promise<T> {
  const asked = latest.then(ask, ask);
  latest = asked.catch(() => undefined);
  return asked;
}

/** Accepts or rejects them, or takes back what was decided on them: says how many became so, and which were left. */
async function decideAll(
  { id, type }: ListOwner,
  candidates: readonly Candidate[],
  state: 'accepted' | 'rejected' | null,
  reason?: string,
): Promise<boolean> {
  const lookAlikeIds = candidates.map((each) => each.id);
  const input = { id, type, lookAlikeIds, state, ...(reason !== undefined && { reason }) };
  const made = await send('lists.decideAll', input, candidates, { state, pin: null, reason });
  if (made === null) return false;
  tellDecided(candidates, state, made);
  return true;
}

/** Rejects them and says why; an empty reason takes back what was said. @returns whether it is on disk */
export async function rejectFor(
  owner: ListOwner,
  candidates: readonly Candidate[],
  reason: string,
): Promise<boolean> {
  const isKept = await decideAll(owner, candidates, 'rejected', reason);
  if (isKept) void invalidate(['lists.reasons']);
  return isKept;
}

const decidedWords = { accepted: 'Accepted', rejected: 'Rejected' } as const;

function tellDecided(
  candidates: readonly Candidate[],
  state: 'accepted' | 'rejected' | null,
  { touched, left }: Output<'lists.decideAll'>,
): void {
  const nameOf = (id: string | undefined) => candidates.find((each) => each.id === id)?.name || id || '';
  const what = state === null ? 'Taken back the decision on' : decidedWords[state];
  if (candidates.length === 1) {
    if (touched.length === 1) announce(`${what} ${nameOf(touched[0])}`);
    else announce(`${nameOf(left[0])} is left as it was`);
    return;
  }
  const names = left.slice(0, 3).map(nameOf).join(', ');
  const rest = left.length > 3 ? ` and ${left.length - 3} more` : '';
  const kept =
    left.length === 0
      ? ''
      : ` ${formatCounted(left.length, 'product')} left, being so already or pinned: ${names}${rest}.`;
  showToast(`${what} ${formatCounted(touched.length, 'product')}.${kept}`);
}

/** Pins one: at a place of the list, or where it is already, else after the last pin; its days stay unless others are given. */
export async function pin(
  { id, type }: ListOwner,
  candidate: Candidate,
  kind: PinKind,
  { position, days }: { readonly position?: number; readonly days?: PinDays } = {},
): Promise<boolean> {
  const input = {
    ...{ id, type, lookAlikeId: candidate.id, state: 'pinned' as const, pin: kind },
    ...(position !== undefined && { position }),
    ...days,
  };
  const change = { state: 'pinned' as const, pin: kind, position, days };
  const made = await send('lists.decide', input, [candidate], change);
  if (made === null) return false;
  const where = kind === 'hard' && made.position !== null ? ` at place ${made.position}` : '';
  const room = made.moved === undefined ? '' : `; ${formatCounted(made.moved.length, 'other pin')} made room`;
  announce(
    `${kind === 'soft' ? 'Softly pinned' : 'Pinned'} ${candidate.name || candidate.id}${where}${room}`,
  );
  return true;
}

/** Says that the list is done, or is not. */
export async function setDone({ id, type }: ListOwner, isDone: boolean): Promise<boolean> {
  try {
    const { state } = await inOrder(() => client.call('queue.setDone', { id, type, isDone }));
    await refreshLists();
    if (isDone && state !== 'done') {
      showToast(
        'Something chosen for this list is gone or sold out. Replace it first, then say it is done.',
        {
          kind: 'error',
        },
      );
      return false;
    }
    announce(isDone ? 'This list is done' : 'This list is not done');
    return true;
  } catch (thrown) {
    tellFailure('The list was left as it was.', thrown);
    return false;
  }
}

/** Takes back what was done last, in this session or an earlier one, whichever product it was for. */
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

/** The keys of both, on every page where something is decided. */
export const undoShortcuts = {
  z: () => void undoDecision(),
  'mod+z': () => void undoDecision(),
  'shift+z': () => void redoDecision(),
  'mod+shift+z': () => void redoDecision(),
  'mod+y': () => void redoDecision(),
} satisfies Shortcuts;

async function turn(ask: () => Promise<readonly JournalStep[]>, done: string, none: string): Promise<void> {
  try {
    const steps = await inOrder(ask);
    void refreshLists();
    const [step] = steps;
    showToast(step === undefined ? none : `${done}: ${describeStep(step)}.`);
  } catch (thrown) {
    tellFailure('Nothing was undone.', thrown);
  }
}

/**
 * Shows the decisions at once, dimmed until they are on disk; where they are not kept, all is as it was and it is said why.
 * @returns null where they were not kept
 */
async function send<M extends 'lists.decide' | 'lists.decideAll'>(
  method: M,
  input: Input<M> & { readonly id: string; readonly type: string },
  candidates: readonly Candidate[],
  change: ListChange,
): Promise<Output<M> | null> {
  const ids = candidates.map((each) => each.id);
  const owner = { id: input.id, type: input.type };
  const before = [
    ...queryClient.getQueriesData({ queryKey: ['lists.get', owner] }),
    ...queryClient.getQueriesData({ queryKey: ['lists.show', owner] }),
  ];
  markPending(ids, true);
  // An answer of before that is still on its way would hide this decision again.
  for (const key of ['lists.get', 'lists.show']) void queryClient.cancelQueries({ queryKey: [key, owner] });
  queryClient.setQueryData<Output<'lists.get'>>(['lists.get', owner], (old) => ({
    decisions: decidedDecisions(old?.decisions ?? [], ids, change),
  }));
  queryClient.setQueriesData<Output<'lists.show'>>(
    { queryKey: ['lists.show', owner] },
    (old) => old && decidedList(old, candidates, change),
  );
  try {
    const made = await inOrder(() => client.call(method, input));
    await refreshDecided();
    return made;
  } catch (thrown) {
    for (const [key, data] of before) queryClient.setQueryData(key, data);
    void refreshLists();
    tellFailure('The decision was not kept.', thrown);
    return null;
  } finally {
    markPending(ids, false);
  }
}

function markPending(ids: readonly string[], isPending: boolean): void {
  usePending.setState((state) => {
    const next = new Set(state.ids);
    for (const id of ids) {
      if (isPending) next.add(id);
      else next.delete(id);
    }
    return { ids: next };
  });
}
