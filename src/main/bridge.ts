/** The window's calls to the engine and the host, and their events to the window. */
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import type {
  EngineEvent,
  EngineMethod,
  EventName,
  EventValue,
  Handlers,
  HostMethod,
  Input,
} from '../contract/contract.ts';
import { engineEvents, isEngineMethod, isMethod, parseInput } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import { type CredentialStore, followWithKeychain, openWithKeychain } from '../engine/cluster/keychain.ts';
import type { Engine } from '../engine/engine.ts';
import { toResult } from '../engine/processes/messages.ts';
import { isInterface } from './window.ts';

export type Send = <E extends EventName>(name: E, value: EventValue<E>) => void;

/**
 * @param keychain null where the system has none
 * @param onAnswered told of each call of the engine that was answered
 */
export function answerCalls(
  window: BrowserWindow,
  engine: Engine,
  host: Handlers<HostMethod>,
  keychain: CredentialStore | null,
  onAnswered: (name: EngineMethod) => void,
): void {
  function ask(name: EngineMethod, input: Input<EngineMethod>): Promise<unknown> {
    if (keychain === null) return engine.call(name, input);
    if (name === 'catalogs.open')
      return openWithKeychain(keychain, parseInput(name, input), (order) => engine.call(name, order));
    if (name !== 'cluster.followThumbnails') return engine.call(name, input);
    const address = async () => (await engine.call('catalogs.current', {})).catalog?.address;
    return followWithKeychain(keychain, parseInput(name, input), address, (order) =>
      engine.call(name, order),
    );
  }

  // The window's own channel: another window would have its own engine.
  window.webContents.ipc.handle('twinset:call', (event, name: unknown, input: unknown) =>
    toResult(async () => {
      requireOwnPage(event, window);
      if (typeof name !== 'string' || !isMethod(name)) {
        throw new Failure('not-found', `There is no call named ${String(name)}.`);
      }
      const parsed = parseInput(name, input);
      if (isEngineMethod(name)) {
        const value = await ask(name, parsed as Input<EngineMethod>);
        onAnswered(name);
        return value;
      }
      const handle = host[name] as (input: unknown) => unknown;
      return handle(parsed);
    }),
  );
}

export function forwardEvents(window: BrowserWindow, engine: Engine): Send {
  const send: Send = (name, value) => {
    if (!window.isDestroyed()) window.webContents.send('twinset:event', name, value);
  };
  for (const name of Object.keys(engineEvents) as EngineEvent[])
    engine.on(name, (value) => send(name, value));
  return send;
}

/** Only the window's own top frame, and only while it shows the interface. @throws Failure `not-allowed` */
function requireOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow): void {
  const frame = event.senderFrame;
  const isOwn = frame !== null && frame === window.webContents.mainFrame && isInterface(frame.url);
  if (!isOwn) throw new Failure('not-allowed', 'This page may not call Twinset.');
}
