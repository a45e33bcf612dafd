/** A side pane that is to be open on the page that one goes to, whatever is remembered of it. */
let asked: string | null = null;

/** Before going there. @param id as that page defines it */
export function openPaneThere(id: string): void {
  asked = id;
}

/** Which of these was asked for; asked once. */
export function takeAskedPane(ids: readonly string[]): string | null {
  if (asked === null || !ids.includes(asked)) return null;
  const id = asked;
  asked = null;
  return id;
}
