/**
 * Starts work on the next items of a source while the first is waited for.
 * @param count items whose work may be under way at once
 * @returns the results in the order of the source; a rejection is thrown at its place
 */
export async function* lookAhead<Item, Result>(
  source: AsyncIterable<Item> | Iterable<Item>,
  count: number,
  start: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Promise<Result>[] = [];
  for await (const item of source) {
    const work = start(item);
    // It is waited for later, or never where the reader stops: until then a rejection is no accident.
    work.catch(() => undefined);
    started.push(work);
    const first = started.length >= count ? started.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const work of started) yield await work;
}
