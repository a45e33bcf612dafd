import { expect, it } from 'vitest';
import { decisionNote } from '../../../src/renderer/features/search/list/decisionNote.ts';

const today = '2026-11-26';
const pinned = (from: string | null, until: string | null) =>
  decisionNote({ state: 'pinned', from, until, reason: null }, today);

it('says from when and until when a pin stands, and that it stood; nothing of one without days', () => {
  expect([
    pinned(null, '2026-12-03'),
    pinned('2026-11-26', '2027-01-03'),
    pinned('2026-12-01', '2026-12-03'),
    pinned('2026-12-01', null),
    pinned('2026-11-01', '2026-11-25'),
    pinned(null, null),
  ]).toEqual([
    'pinned until 3 Dec',
    'pinned until 3 Jan 2027',
    'pinned from 1 Dec until 3 Dec',
    'pinned from 1 Dec',
    'was pinned until 25 Nov',
    null,
  ]);
});

it('says why one was rejected, where that was said', () => {
  const rejected = (reason: string | null) =>
    decisionNote({ state: 'rejected', from: null, until: null, reason }, today);
  expect([rejected('wrong colour'), rejected(null)]).toEqual(['rejected: wrong colour', null]);
});
