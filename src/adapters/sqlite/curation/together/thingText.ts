/** Things as text: to be sent, kept and compared. */
import type { MovedThing, ThingName } from '../../../../core/team/ports.ts';
import type { ThingValue } from '../things.ts';

/** The same for the same value, in whatever order its parts come. */
export function textOf(value: ThingValue): string;
export function textOf(value: ThingValue | null): string | null;
export function textOf(value: ThingValue | null): string | null {
  return value === null ? null : JSON.stringify(sorted(Object.entries(value)));
}

export function textOfName({ subject, listType, productId, item }: ThingName): string {
  return JSON.stringify([subject, listType, productId, item]);
}

/** Null for what was said under the name that it has. */
export function textOfMoved(moved: MovedThing | undefined): string | null {
  return moved === undefined ? null : JSON.stringify(moved);
}

/** What goes along with what is said, and is no part of it. */
const aside: ReadonlySet<string> = new Set([
  ...['decidedAt', 'correctedAt', 'metadataThen', 'doneAt', 'seen', 'addedAt', 'madeAt'],
  ...['markedAt', 'place', 'hiddenAt', 'saidAt', 'confirmedAt'],
  ...['standingSince', 'rules', 'bundleSet', 'bundles', 'knows', 'renamed'],
]);

/** Whether two people said the same, at whatever time. */
export function saysTheSame(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return whatItSays(one) === whatItSays(other);
}

function whatItSays(text: string): string {
  const parts = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return JSON.stringify(sorted(parts.filter(([name]) => !aside.has(name))));
}

function sorted(parts: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(parts.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
