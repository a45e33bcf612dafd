/** The lists of a view, page by page. */
import { useQueries } from '@tanstack/react-query';
import { asFailure, type Failure } from '../../../contract/failure.ts';
import type { View } from '../../../contract/products.ts';
import type { QueuedList } from '../../../contract/queue.ts';
import { callQuery } from '../../api/useCall.ts';
import { pagesBetween } from '../products/grid/useProductPages.ts';

const pageSize = 100;

export interface Queue {
  /** Lists in the view; null until known. */
  readonly total: number | null;
  /** Undefined while its page is on the way. */
  readonly listAt: (index: number) => QueuedList | undefined;
  readonly failure: Failure | null;
}

/** The number of the page that an index is on. */
export function pageOf(index: number): number {
  return Math.floor(Math.max(0, index) / pageSize);
}

/** @param first, last pages on screen; those that scrolled away are no longer waited for */
export function useQueue(type: string, view: View, first: number, last: number): Queue {
  const numbers = pagesBetween(first, last);
  const pages = useQueries({
    queries: numbers.map((number) =>
      callQuery('queue.list', { type, view, offset: number * pageSize, limit: pageSize }),
    ),
  });
  const byNumber = new Map(numbers.map((number, at) => [number, pages[at]?.data]));
  const thrown = pages.find((page) => page.error !== null)?.error ?? null;
  return {
    total: byNumber.get(0)?.total ?? null,
    listAt: (index) => byNumber.get(pageOf(index))?.lists[index % pageSize],
    failure: thrown === null ? null : asFailure(thrown),
  };
}
