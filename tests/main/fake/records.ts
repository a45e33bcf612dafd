/** What the app did with Electron, in order; and what it may not do, as Electron itself would refuse it. */
export const records: { readonly what: string; readonly value: unknown }[] = [];

export function record(what: string, value: unknown = null): void {
  records.push({ what, value });
  process.send?.({ recorded: { what, value } });
}

let isReady = false;

export function becomeReady(): void {
  isReady = true;
  record('ready');
}

/** Most of Electron exists only after `ready`. */
export function requireReady(what: string): void {
  if (!isReady) throw new Error(`${what} can only be used after the app is ready`);
}

export function requireNotReady(what: string): void {
  if (isReady) throw new Error(`${what} can only be called before the app is ready`);
}

/** An event whose default can be prevented, as Electron's listeners get it. */
export function preventable<D extends object>(details: D) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
  };
  return event;
}
