import { useEffect } from 'react';

/** Where the keyboard goes on, best first: the pictures, else the first control of the page. */
const resorts = ['main [role="grid"]', 'main :is(button, a[href], input):enabled:not([tabindex="-1"])'];

/**
 * The keyboard is always somewhere: where the control that had the focus is gone (with its sheet, with the screen that
 * another took the place of) and nothing else has taken it, the focus goes to the sheet that is open, else to the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const keep = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return;
      // Two frames: whoever closes a sheet gives the focus back in the first.
      requestAnimationFrame(() => requestAnimationFrame(() => takeUp(target)));
    };
    window.addEventListener('focusout', keep);
    return () => window.removeEventListener('focusout', keep);
  }, []);
}

function takeUp(left: EventTarget | null): void {
  // What is still there was left on purpose: a click beside it, another window.
  if (left instanceof Node && left.isConnected) return;
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const sheet = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')].at(-1);
  const place = sheet ?? resorts.map((each) => document.querySelector<HTMLElement>(each)).find(Boolean);
  place?.focus();
}
