/** The bridge between the page and the host: one function per call of the contract, and nothing of Electron. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EventName, Method } from '../contract/contract.ts';
import { events, methods } from '../contract/contract.ts';

type Listener = (value: unknown) => void;

const call = Object.fromEntries(
  (Object.keys(methods) as Method[]).map((name) => [
    name,
    (input: unknown): Promise<unknown> => ipcRenderer.invoke('twinset:call', name, input),
  ]),
);

/** Listens to an event of the contract; returns what ends it. */
function on(name: EventName, listener: Listener): () => void {
  if (!Object.hasOwn(events, name)) return () => undefined;
  // The page gets the value alone: the event object would hand out the sender.
  const receive = (_event: unknown, sentName: unknown, value: unknown): void => {
    if (sentName === name) listener(value);
  };
  ipcRenderer.on('twinset:event', receive);
  return () => void ipcRenderer.off('twinset:event', receive);
}

contextBridge.exposeInMainWorld('twinset', {
  call,
  on,
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
