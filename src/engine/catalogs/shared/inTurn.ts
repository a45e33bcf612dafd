/** Changes that wait for the cluster are made in the order in which they were asked for. */

export type InTurn = <T>(change: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const made = last.then(change);
    last = made.catch(() => undefined);
    return made;
  };
}
