/** Ends a program at a chosen request of its own. */
import { once } from 'node:events';
import { expect } from 'vitest';
import { startCli } from '../../cli/runCli.ts';
import type { Gate, GateRequest } from '../fixtures/gate.ts';

export interface Point {
  readonly name: string;
  /** Whether it is this request. */
  is(request: GateRequest): boolean;
  /** Of how many of them it is the last. */
  readonly count?: number;
  /** Whether the request still comes to the cluster. */
  readonly arrives: boolean;
}

/** Runs the command in a process of its own and kills that at the point. */
export async function killAt(
  gate: Gate,
  point: Point,
  words: readonly string[],
  dataFolder: string,
): Promise<void> {
  const child = startCli(words, dataFolder);
  const ended = once(child, 'exit');
  let left = point.count ?? 1;
  gate.answer = (request) => {
    if (left === 0) return { status: 503 };
    if (!point.is(request)) return null;
    left--;
    if (left > 0) return null;
    child.kill('SIGKILL');
    return point.arrives ? null : { status: 503 };
  };
  const [, signal] = await ended;
  gate.answer = () => null;
  expect([point.name, signal]).toEqual([point.name, 'SIGKILL']);
}
