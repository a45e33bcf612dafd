/** The address of the window as React sees it, and the ways to change it. */
import { useSyncExternalStore } from 'react';
import { type Address, formatAddress, parseAddress } from './address.ts';

/** Browsers drop history changes beyond about 20 a second; an arrow key held down makes more. */
const writeDelayMs = 250;

const listeners = new Set<() => void>();
let address = parseAddress(window.location.hash);
let pendingWrite: ReturnType<typeof setTimeout> | null = null;

function tellListeners(): void {
  for (const listener of listeners) listener();
}

function readFromWindow(): void {
  dropPendingWrite();
  if (formatAddress(address) === window.location.hash) return;
  address = parseAddress(window.location.hash);
  tellListeners();
}

function dropPendingWrite(): void {
  if (pendingWrite !== null) clearTimeout(pendingWrite);
  pendingWrite = null;
}

/** Writes what `navigate` with `replace` has put off. */
function writePending(): void {
  if (pendingWrite === null) return;
  dropPendingWrite();
  window.history.replaceState(null, '', formatAddress(address));
}

window.addEventListener('popstate', readFromWindow);
window.addEventListener('hashchange', readFromWindow);
window.addEventListener('pagehide', writePending);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress);
}

/** The address now, outside of rendering. */
export function currentAddress(): Address {
  return address;
}

/** Goes to an address; `replace` where going back should not stop here (typing, moving the focus). */
export function navigate(target: Address, options: { replace?: boolean } = {}): void {
  const text = formatAddress(target);
  if (text === formatAddress(address)) return;
  if (options.replace === true) {
    address = target;
    dropPendingWrite();
    pendingWrite = setTimeout(writePending, writeDelayMs);
  } else {
    writePending();
    address = target;
    window.history.pushState(null, '', text);
  }
  tellListeners();
}

export function goBack(): void {
  writePending();
  window.history.back();
}

export function goForward(): void {
  writePending();
  window.history.forward();
}
