/** Which lines of the outbox belong together: those of one step, and those of steps that changed the same thing. */

import type { ChangeLine } from '../../../../core/team/ports.ts';
import { textOfName } from './thingText.ts';

type Line = Pick<ChangeLine, 'number' | 'step' | 'name'>;

/** In the order of their lines. */
export function groupLines<One extends Line>(lines: readonly One[]): One[][] {
  const groupOfStep = new Map<number, One[]>();
  const groupOfThing = new Map<string, One[]>();
  const groups = new Set<One[]>();

  function join(one: One[], other: One[]): One[] {
    const [large, small] = one.length < other.length ? [other, one] : [one, other];
    groups.delete(small);
    for (const line of small) put(line, large);
    return large;
  }

  function put(line: One, group: One[]): void {
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
