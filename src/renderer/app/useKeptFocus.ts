import { useEffect } from 'react';

const control = ':is(button:enabled, input:enabled, a[href], [tabindex="0"]):not([tabindex="-1"])';
/** Where the keyboard goes on, best first: the pictures, else the first control of the page. */
const resorts = ['main [role="grid"]', `main ${control}`];

/**
 * The keyboard is always somewhere: where the control that had the focus is gone (with its sheet, with the screen that
 * another took the place of) and nothing else has taken it, the focus goes to the sheet that is open, else to the page.
 * Where the control is disabled, it goes to the one beside it.
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
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  if (left instanceof HTMLElement && left.isConnected) {
    // What is still there and could have the focus was left on purpose: a click beside it, another window.
    if (left.matches(':disabled')) controlBeside(left)?.focus();
    return;
  }
  const sheet = [...document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]')].at(-1);
  const place = sheet ?? resorts.map((each) => document.querySelector<HTMLElement>(each)).find(Boolean);
  place?.focus();
}

function controlBeside(left: HTMLElement): HTMLElement | null {
  for (let place = left.parentElement; place !== null; place = place.parentElement) {
    const found = place.querySelector<HTMLElement>(control);
    if (found !== null) return found;
  }
  return null;
}
