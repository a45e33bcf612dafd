/** What core asks of the store that keeps what a curator made. */

import type { Decision, DecisionState, JournalStep } from '../../contract/lists.ts';
import type { Succession } from '../imports/storePort.ts';

/** The list that look-alikes are decided for where nothing else is said. */
export const substitute = 'substitute';

/** What a list is made from: who was decided on, and how. */
export type ListedDecision = Pick<Decision, 'id' | 'state'>;

export interface DecisionStore {
  /** The decisions on one product's look-alikes: pinned first in their order, then the others; empty where there are none. */
  decisionsOf(productId: string): readonly ListedDecision[];
}

export interface DecisionCommand {
  readonly type: string;
  readonly productId: string;
  readonly lookAlikeId: string;
  /** Null takes the decision back. */
  readonly state: DecisionState | null;
  /** Of a pin among the pins, from 1; null: where it is already, else after the last. */
  readonly position: number | null;
  /** Null: the one it has. */
  readonly reason: string | null;
}

export interface DecisionMade {
  readonly previous: DecisionState | null;
  /** Of the pin among the pins, from 1; null for what is no pin. */
  readonly position: number | null;
}

/** An attribute as the curator says it; `value` null goes back to what the metadata says, empty means "no value". */
export interface CorrectionCommand {
  readonly productId: string;
  readonly field: string;
  readonly value: string | null;
}

export interface Followed {
  /** Decisions that now stand under another product id. */
  readonly moved: number;
  /** Decisions that met another one on the same two products: one of the two stands. */
  readonly merged: number;
}

/** A decision as the first schemas kept it. */
export interface CarriedDecision {
  readonly productId: string;
  readonly lookAlikeId: string;
  readonly state: DecisionState;
  readonly decidedAt: string;
}

/** What changed in the journal by undoing or doing again, newest step first. */
export interface JournalAnswer {
  readonly steps: readonly JournalStep[];
  /** Products whose lists or attributes are other than before. */
  readonly productIds: readonly string[];
}

/** Every change is one transaction, on disk when the call returns. All of it @throws Failure `disk-full`, `catalog-damaged` */
export interface CurationStore extends DecisionStore {
  /** Changes with every change. */
  readonly version: number;
  decisionsOf(productId: string, type?: string): readonly Decision[];
  decide(command: DecisionCommand): DecisionMade;
  /** Returns the correction that stood before, or null. */
  correct(command: CorrectionCommand): string | null;
  /** A product's corrected fields; undefined where there are none. */
  correctionsOf(productId: string): Readonly<Record<string, string>> | undefined;
  /** Takes back the newest `count` steps that were not taken back yet. */
  undo(count: number): JournalAnswer;
  redo(count: number): JournalAnswer;
  /** What undo and redo would do next. */
  history(): { undo: JournalStep | null; redo: JournalStep | null };
  /** Carries decisions and corrections over to products' new ids, all at the same time. */
  follow(successions: readonly Succession[]): Followed;
  /** Takes over decisions of an older catalog; those that stand already stay as they are. */
  carryOver(decisions: readonly CarriedDecision[]): void;
  count(): number;
  /** Decisions on products that are not there, by either of their two products. */
  countResting(isThere: (productId: string) => boolean): number;
}
