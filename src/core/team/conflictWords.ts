/** A conflict as a curator reads it: what it is about, and what each side says, in words. */
import { z } from 'zod';
import type { ListKind } from '../../contract/queue.ts';
import type { ConflictValue } from '../../contract/team.ts';
import { kindOf } from '../lists/listKinds.ts';
import type { Conflict, ContestedThing, ThingName } from './ports.ts';

/** What both decided on comes first. @param types of lists, by which they are named */
export function describeConflict({ id, at, things }: Conflict, types: readonly ListKind[]): ConflictValue {
  const contested = things.toSorted(
    (one, other) => Number(one.author === null) - Number(other.author === null),
  );
  return { id, at, things: contested.map((thing) => describeThing(thing, types)) };
}

function describeThing(
  { name, mine, theirs, author, theirsAt }: ContestedThing,
  types: readonly ListKind[],
): ConflictValue['things'][number] {
  return {
    about: aboutWords(name, types),
    id: name.productId,
    lookAlike: name.subject === 'decision' ? name.item : null,
    mine: saidWords(name, mine),
    theirs: saidWords(name, theirs),
    ...{ author, theirsAt },
  };
}

function aboutWords({ subject, listType, productId, item }: ThingName, types: readonly ListKind[]): string {
  switch (subject) {
    case 'decision':
      return `${item} for ${productId}, ${kindOf(types, listType).title}`;
    case 'correction':
    case 'confirmed':
      return `${item} of ${productId}`;
    case 'list':
      return `List of ${productId}, ${kindOf(types, listType).title}`;
    case 'list-type':
      return `Lists “${kindOf(types, listType).title}”`;
    case 'board':
      return `Board ${listType}`;
    case 'taste':
      return `${productId}, board ${listType}`;
    case 'hidden':
      return `${productId}, for which ${item} is kept`;
    case 'distinct':
      return `${productId} among duplicates`;
    case 'generation':
      return `Generated lists, ${kindOf(types, listType).title}`;
    default:
      return 'What is sold out';
  }
}

const saidSchema = z.object({
  state: z.string().optional(),
  position: z.number().nullish(),
  reason: z.string().nullish(),
  value: z.string().optional(),
  confirmed: z.string().optional(),
  title: z.string().optional(),
  length: z.number().optional(),
  fold: z.number().optional(),
  word: z.string().optional(),
  opinion: z.string().optional(),
});
const soldOutSchema = z.object({ field: z.string(), values: z.array(z.string()) });

function saidWords({ subject }: ThingName, text: string | null): string {
  if (text === null) return takenBack[subject] ?? 'nothing';
  const { state, position, reason, value, confirmed, title, length, fold, word, opinion } = saidSchema.parse(
    JSON.parse(text),
  );
  if (state !== undefined) return decisionWords(state, position ?? null, reason ?? null);
  if (title !== undefined) return `“${title}”, ${length} long, ${fold} above the fold`;
  if (word !== undefined) {
    const { field, values } = soldOutSchema.parse(JSON.parse(word));
    return `${field}: ${values.join(', ')}`;
  }
  if (confirmed !== undefined) return `“${confirmed}” is right`;
  if (value !== undefined) return value === '' ? 'empty' : `“${value}”`;
  return opinion ?? said[subject] ?? 'so';
}

function decisionWords(state: string, position: number | null, reason: string | null): string {
  const place = position === null ? '' : ` at ${position}`;
  return reason === null ? `${state}${place}` : `${state}${place} (${reason})`;
}

const said: Readonly<Record<string, string>> = {
  list: 'done',
  board: 'there',
  hidden: 'hidden',
  distinct: 'no duplicate',
  generation: 'there',
};
const takenBack: Readonly<Record<string, string>> = {
  decision: 'not decided',
  correction: 'as the metadata says',
  list: 'not done',
  'list-type': 'removed',
  board: 'removed',
  taste: 'not on it',
  hidden: 'shown',
  distinct: 'may be a duplicate',
  confirmed: 'not confirmed',
  generation: 'taken back',
};
