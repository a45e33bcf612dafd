/** Brings the keyboard to the pictures of the page, wherever it was. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('main [role="grid"]')?.focus();
}
