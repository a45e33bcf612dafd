import { useLayoutEffect, useRef, useState } from 'react';

type Acts = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The same functions at every render, which do what the latest ones do: for what is memoised. Not to be called while drawing. */
export function useSteady<A extends Acts>(acts: A): A {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const [steady] = useState(() =>
    Object.fromEntries(
      Object.keys(acts).map((name) => [name, (...args: never[]) => latest.current[name]?.(...args)]),
    ),
  );
  // The cast: a function of the same name and arguments for each.
  return steady as A;
}
