/** A temporary folder with a real `curation.db`, for tests of what a person made. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedCuration, openCuration } from '../../../../src/adapters/sqlite/curation/openCuration.ts';
import type { DecisionState } from '../../../../src/contract/lists.ts';
import type { DecisionMade } from '../../../../src/core/lists/ports.ts';

export interface CurationFolder {
  readonly folder: string;
  readonly file: string;
  readonly copies: string;
  /** Of the curation that is open. */
  readonly opened: OpenedCuration;
  /** Problems told so far. */
  readonly problems: unknown[];
  /** Opens it once it was closed. */
  open(): OpenedCuration;
  /** Closes it and opens it again, as after a restart. */
  reopen(): Promise<OpenedCuration>;
  decide(
    productId: string,
    lookAlikeId: string,
    state: DecisionState | null,
    more?: { position?: number; reason?: string; type?: string },
  ): DecisionMade;
  /** "b pinned, c accepted". */
  list(productId: string, type?: string): string;
  remove(): Promise<void>;
}

/** As usual, but that closing waits for a copy however busy the machine is. */
const timing = { everyMs: 15 * 60_000, endLimitMs: 300_000 };

export function openCurationFolder(): CurationFolder {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-curation-'));
  const file = join(folder, 'curation.db');
  const copies = join(folder, 'backups');
  const problems: unknown[] = [];
  const open = () => openCuration(file, copies, (reason) => problems.push(reason), timing);
  let opened = open();
  return {
    folder,
    file,
    copies,
    problems,
    get opened() {
      return opened;
    },
    open() {
      opened = open();
      return opened;
    },
    async reopen() {
      await opened.close();
      opened = open();
      return opened;
    },
    decide: (productId, lookAlikeId, state, { position, reason, type } = {}) =>
      opened.store.decide({
        type: type ?? 'substitute',
        productId,
        lookAlikeId,
        state,
        position: position ?? null,
        reason: reason ?? null,
      }),
    list: (productId, type) =>
      opened.store
        .decisionsOf(productId, type)
        .map(({ id, state }) => `${id} ${state}`)
        .join(', '),
    async remove() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
