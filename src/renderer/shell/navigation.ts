/** The address of the window as React sees it, and the ways to change it. */
import { useSyncExternalStore } from 'react';
import type { Address, Arrival } from './address.ts';
import { addressBook } from './pages.ts';
import { showToast } from './toasts.ts';

/** Browsers drop history changes beyond about 20 a second; an arrow key held down makes more. */
const writeDelayMs = 250;

/** What the history keeps of a place that one went to from another place here; it survives a reload. */
const wentHere = { hasPlaceBefore: true } as const;

const listeners = new Set<() => void>();
/** Null until the window's address was read. */
let address: Address | null = null;
let pendingWrite: ReturnType<typeof setTimeout> | null = null;

/** Reads the window's address and follows it; once, after the pages are registered. */
export function startNavigation(): void {
  address = readAddress();
  window.addEventListener('popstate', readFromWindow);
  window.addEventListener('hashchange', readFromWindow);
  window.addEventListener('pagehide', writePending);
}

function tellListeners(): void {
  for (const listener of listeners) listener();
}

function readFromWindow(): void {
  dropPendingWrite();
  if (textOf(currentAddress()) === window.location.hash) return;
  address = readAddress();
  tellListeners();
}

/** What cannot be used is said, and taken out of the window's address. */
function readAddress(): Address {
  const read = addressBook().parse(window.location.hash);
  const unread = addressBook().describeUnread(window.location.hash);
  if (unread.length > 0) {
    window.history.replaceState(window.history.state, '', textOf(read));
    showToast(unread.join(' '), { kind: 'error' });
  }
  return read;
}

function dropPendingWrite(): void {
  if (pendingWrite !== null) clearTimeout(pendingWrite);
  pendingWrite = null;
}

/** Writes what `navigate` with `replace` has put off. */
function writePending(): void {
  if (pendingWrite === null) return;
  dropPendingWrite();
  window.history.replaceState(window.history.state, '', textOf(currentAddress()));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress);
}

/** The address now, outside of rendering. */
export function currentAddress(): Address {
  if (address === null) throw new Error('The address of the window was not read yet.');
  return address;
}

/** An address as a link has it. */
export function textOf(target: Address): string {
  return addressBook().format(target);
}

/** What is brought along from an address to another page. */
export function leave(from: Address): Arrival {
  return addressBook().leave(from);
}

/** Goes to an address; `replace` where going back should not stop here (typing, moving the focus). */
export function navigate<A extends Address>(target: A, options: { replace?: boolean } = {}): void {
  const text = textOf(target);
  if (text === textOf(currentAddress())) return;
  if (options.replace === true) {
    address = target;
    dropPendingWrite();
    pendingWrite = setTimeout(writePending, writeDelayMs);
  } else {
    writePending();
    address = target;
    window.history.pushState(wentHere, '', text);
  }
  tellListeners();
}

/** Goes where a product leads, from wherever it is seen. */
export function openProduct(id: string): void {
  navigate(addressBook().openProduct(currentAddress(), id));
}

/** Goes to where one starts, as if nothing had been seen yet. */
export function startAfresh(): void {
  navigate(addressBook().start(), { replace: true });
}

export function goBack(): void {
  writePending();
  window.history.back();
}

/** Goes back to where one came from, or up to a place where one came from outside. */
export function goBackOr(up: Address): void {
  const { state } = window.history as { state: Partial<typeof wentHere> | null };
  if (state?.hasPlaceBefore === true) goBack();
  else navigate(up);
}

export function goForward(): void {
  writePending();
  window.history.forward();
}
