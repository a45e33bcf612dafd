/** Readies the products of a catalog that was opened for what is asked later, in turns that nobody waits for. */
import type { MutableProductRows } from '../../core/products/productRows.ts';

/** The first answers after opening come before this. */
const prepareDelayMs = 200;
/** Rows per turn: 3 ms. */
const preparedAtOnce = 2048;

export function prepareRows(rows: Pick<MutableProductRows, 'prepare'>): { stop(): void } {
  let isStopped = false;
  function prepare(): void {
    if (!isStopped && !rows.prepare(preparedAtOnce)) setImmediate(prepare);
  }
  const timer = setTimeout(prepare, prepareDelayMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
