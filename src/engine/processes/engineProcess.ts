/** Entry of the engine process: plain Node, answers its owner over IPC and ends with it. */
import type { EngineEvent, Input } from '../../contract/contract.ts';
import { engineEvents, isEngineMethod } from '../../contract/contract.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { Engine } from '../engine.ts';
import { openEngine } from '../openEngine.ts';
import type { EngineMessage, OwnerMessage } from './messages.ts';
import { toResult } from './messages.ts';

/** How long closing may take before the process ends without it; the catalog survives that like any crash. */
const closeLimitMs = 8_000;

let engine: Engine | null = null;
let isClosing = false;

function send(message: EngineMessage): void {
  // The owner may be gone in this very moment; `disconnect` then ends the process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function start(message: Extract<OwnerMessage, { kind: 'start' }>): Promise<void> {
  try {
    const started = await openEngine(message.options);
    for (const name of Object.keys(engineEvents) as EngineEvent[]) {
      started.on(name, (value) => send({ kind: 'event', name, value }));
    }
    engine = started;
    send({ kind: 'ready' });
  } catch (thrown) {
    send({ kind: 'refused', error: asFailure(thrown).toValue() });
  }
}

function current(): Engine {
  if (engine === null || isClosing) throw new Failure('cancelled', 'Twinset is closing.');
  return engine;
}

async function callByName(method: string, input: unknown): Promise<unknown> {
  if (!isEngineMethod(method)) throw new Failure('not-found', `There is no call named ${method}.`);
  // The engine parses the input by the contract; here it is only passed on.
  return current().call(method, input as Input<typeof method>);
}

async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  setTimeout(() => process.exit(1), closeLimitMs).unref();
  try {
    await engine?.close();
    process.exit(0);
  } catch (thrown) {
    process.stderr.write(`twinset engine: ${asFailure(thrown).message}\n`);
    process.exit(1);
  }
}

async function receive(message: OwnerMessage): Promise<void> {
  switch (message.kind) {
    case 'start':
      return start(message);
    case 'call': {
      const result = await toResult(() => callByName(message.method, message.input));
      return send({ kind: 'answer', id: message.id, result });
    }
    case 'image': {
      const result = await toResult(async () => current().imageFile(message.imageId, message.size));
      return send({ kind: 'answer', id: message.id, result });
    }
    case 'close':
      return close();
  }
}

if (process.send === undefined) {
  process.stderr.write('twinset engine: this process is started by Twinset itself.\n');
  process.exitCode = 2;
} else {
  process.on('message', (message: OwnerMessage) => void receive(message));
  process.on('disconnect', () => void close());
  // Ctrl-C in a terminal reaches the whole group; the owner decides when the engine ends.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void close());
}
