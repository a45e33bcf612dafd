/**
 * Does something with each, a few at once, begun in their order.
 * @throws what the first of them threw, once all that were begun have ended; no more are begun then
 */
export async function severalAtOnce<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const problems: unknown[] = [];
  try {
    for await (const item of items) {
      const one = act(item)
        .catch((thrown: unknown) => void problems.push(thrown))
        .finally(() => running.delete(one));
      running.add(one);
      if (running.size >= most) await Promise.race(running);
      if (problems.length > 0) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (problems.length > 0) throw problems[0];
}
