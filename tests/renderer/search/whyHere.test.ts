import { expect, it } from 'vitest';
import type { ShownListEntry } from '../../../src/contract/lists.ts';
import { whyHere } from '../../../src/renderer/features/search/list/whyHere.ts';

const entry: ShownListEntry = {
  ...{ rank: 3, id: 'a', name: 'A', score: 0.86, imageId: '' },
  ...{ state: 'suggested', pin: null, reason: null },
};
const byDistance = { isLearned: false, colourWeight: 0 };

it('says the score as it is where nothing is mixed into it', () => {
  expect(whyHere(entry, byDistance)).toBe(
    'Suggested, as the nearest that is not decided on yet: score 0.86.',
  );
  expect(whyHere({ ...entry, state: 'pinned', pin: 'hard' }, byDistance)).toBe(
    'Pinned by you to place 3, whatever filters say; score 0.86.',
  );
});

it('says of a score that colour is mixed into what each of the two is, and how much it counts', () => {
  const mixed = { ...entry, parts: { look: 0.9, colour: 0.74 } };
  expect(whyHere(mixed, { isLearned: false, colourWeight: 0.25 })).toBe(
    'Suggested, as the nearest that is not decided on yet: score 0.86, mixed from look 0.90 (75\u00a0%) and colour 0.74 (25\u00a0%).',
  );
});

it('says in the learned order how likely it is to be accepted, and what stands by likeness there', () => {
  const learned = { isLearned: true, colourWeight: 0 };
  expect(whyHere({ ...entry, chance: 0.784 }, learned)).toBe(
    'Suggested, by the order learned from your decisions: 78\u00a0% likely to be accepted, by its values and its score 0.86.',
  );
  expect(whyHere(entry, learned)).toMatch(/: it is not among the nearest, which that puts in order, so/);
  expect(whyHere({ ...entry, state: 'accepted', reason: 'same cut', chance: 0.5 }, learned)).toMatch(
    /: 50\u00a0% likely to be accepted, .* score 0\.86\. You said: “same cut”\.$/,
  );
  expect(whyHere({ ...entry, state: 'pinned', pin: 'soft', chance: 0.5 }, learned)).not.toMatch(/likely/);
});
