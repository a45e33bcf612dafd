/** Readies a catalog that was opened for what is asked later, in turns that nobody waits for. */
import type { MutableProductRows } from '../../core/products/productRows.ts';

/** The first answers after opening come before this. */
const prepareDelayMs = 200;
/** Rows per turn: 3 ms. */
const preparedAtOnce = 2048;

/** @param sharpenIndex begins what makes searches read less */
export function prepareAside(
  rows: Pick<MutableProductRows, 'prepare'>,
  sharpenIndex: () => void,
): { stop(): void } {
  let isStopped = false;
  function prepareRows(): void {
    if (!isStopped && !rows.prepare(preparedAtOnce)) setImmediate(prepareRows);
  }
  const timer = setTimeout(() => {
    sharpenIndex();
    prepareRows();
  }, prepareDelayMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
