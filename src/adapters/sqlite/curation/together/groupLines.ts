/** Which lines of the outbox belong together: those of one step, and those of steps that changed the same thing. */

import type { OutboxLine } from './outbox.ts';
import { textOfName } from './thingText.ts';

/** In the order of their lines. */
export function groupLines(lines: readonly OutboxLine[]): OutboxLine[][] {
  const groupOfStep = new Map<number, OutboxLine[]>();
  const groupOfThing = new Map<string, OutboxLine[]>();
  const groups = new Set<OutboxLine[]>();

  function join(one: OutboxLine[], other: OutboxLine[]): OutboxLine[] {
    const [large, small] = one.length < other.length ? [other, one] : [one, other];
    groups.delete(small);
    for (const line of small) put(line, large);
    return large;
  }

  function put(line: OutboxLine, group: OutboxLine[]): void {
    group.push(line);
    groupOfStep.set(line.step, group);
    groupOfThing.set(textOfName(line.name), group);
  }

  for (const line of lines) {
    const ofStep = groupOfStep.get(line.step);
    const ofThing = groupOfThing.get(textOfName(line.name));
    let group = ofStep ?? ofThing ?? [];
    if (ofStep !== undefined && ofThing !== undefined && ofStep !== ofThing) group = join(ofStep, ofThing);
    groups.add(group);
    put(line, group);
  }
  return [...groups].map((group) => group.toSorted((one, other) => one.number - other.number));
}
