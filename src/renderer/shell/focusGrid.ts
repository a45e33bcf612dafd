/** Brings the keyboard to the pictures of the page, wherever it was. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('main :is([role="grid"], [data-pictures] [tabindex="0"])')?.focus();
}
