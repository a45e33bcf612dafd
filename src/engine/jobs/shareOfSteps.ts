/** How far a job of several steps is; where a catalog lies elsewhere, it begins by fetching what the others need. */

/** Of the whole work without the fetch. */
export type StepShares<Step extends string> = Readonly<
  Record<Exclude<Step, 'fetch'>, { readonly from: number; readonly part: number }>
>;

/** Of the whole work with it. */
const fetchPart = 0.4;

/** @returns tells the share that is done, of the share of a step that is */
export function shareOfSteps<Step extends string>(
  shares: StepShares<Step>,
): (step: Step | 'fetch', done: number) => number {
  let fetched = 0;
  const isOther = (step: Step | 'fetch'): step is Exclude<Step, 'fetch'> => step !== 'fetch';
  return (step, done) => {
    if (!isOther(step)) {
      fetched = fetchPart;
      return fetchPart * done;
    }
    const { from, part } = shares[step];
    return fetched + (1 - fetched) * (from + part * done);
  };
}
