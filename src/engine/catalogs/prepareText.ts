/** Readies the text search of a catalog that was opened, in turns that nobody waits for, so that the first search need not. */
import type { MutableProductRows } from '../../core/products/productRows.ts';

/** The first answers after opening come before this. */
const prepareDelayMs = 200;
/** Rows per turn: 3 ms. */
const preparedAtOnce = 2048;

export function prepareText(rows: Pick<MutableProductRows, 'prepareText'>): { stop(): void } {
  let isStopped = false;
  function prepare(): void {
    if (!isStopped && !rows.prepareText(preparedAtOnce)) setImmediate(prepare);
  }
  const timer = setTimeout(prepare, prepareDelayMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
