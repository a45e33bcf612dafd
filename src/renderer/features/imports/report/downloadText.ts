/** Offers a text as a file to save, as any download of the browser. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has been handled by the time the next task runs; the address is not needed after it.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
