/** Keys that act in the whole window. */
import { useEffectEvent, useLayoutEffect } from 'react';

export const isMac = /mac/i.test(navigator.platform);
/** "⌘" or "Ctrl+", before a key's name. */
export const commandKey = isMac ? '⌘' : 'Ctrl+';

/** Whether a control that takes text has the focus: then single letters write, and do not act. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
  );
}

/** The key with its modifiers as one word, in small letters: `mod+a`, `alt+arrowleft`, `?`, `escape`. */
export function chordOf(event: KeyboardEvent): string {
  const command = isMac ? event.metaKey : event.ctrlKey;
  // Shift is part of a character (`?`), and a modifier of everything else.
  const isPart = event.key.length === 1 && !/\p{L}/u.test(event.key) && !command;
  const shift = event.shiftKey && !isPart ? 'shift+' : '';
  return `${command ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift}${event.key.toLowerCase()}`;
}

/** What belongs to a text field that has the focus: plain keys, and the chords that edit text. */
function writesText(chord: string): boolean {
  if (chord.startsWith('alt+')) return isMac;
  return !chord.startsWith('mod+') || /^mod\+(shift\+)?[acvxz]$/.test(chord);
}

/** A key as the table of shortcuts shows it. */
export interface Shortcut {
  /** Alternatives; each is pressed as a whole, its keys together. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

export type Shortcuts = { readonly [chord: string]: (event: KeyboardEvent) => void };

/**
 * Whether a sheet, a menu or a list stands over the window: then nothing acts on what lies below it, no key and no
 * command of the host.
 */
export function isWindowCovered(): boolean {
  return (
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
  );
}

/**
 * Runs an action for a key anywhere in the window, except while a sheet is open, and except for the keys of text while typing.
 * A control that has handled the key itself (`preventDefault`) wins.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    const run = Object.hasOwn(shortcuts, chord) ? shortcuts[chord] : undefined;
    if (run === undefined) return;
    if (isTyping(event.target) && writesText(chord)) return;
    if (isWindowCovered()) return;
    event.preventDefault();
    run(event);
  });
  // With what is drawn, not after it: no key falls between.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => act(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
