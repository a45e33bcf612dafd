import { useQueries } from '@tanstack/react-query';
import type { Output } from '../../../../contract/contract.ts';
import { asFailure, type Failure } from '../../../../contract/failure.ts';
import type { ProductSummary, View } from '../../../../contract/products.ts';
import { callQuery } from '../../../api/useCall.ts';

/** Products are asked for in windows of this many. */
export const pageSize = 200;

/** The number of the page that an index is on. */
export function pageOf(index: number): number {
  return Math.floor(Math.max(0, index) / pageSize);
}

export interface ProductPages {
  /** Products in the view; null until known. */
  readonly total: number | null;
  /** The product at an index of the view, or undefined while its page is on the way. */
  readonly productAt: (index: number) => ProductSummary | undefined;
  readonly failure: Failure | null;
}

/** The pages of a view from one number to another; requests for pages that scrolled away are dropped. */
export function useProductPages(view: View, first: number, last: number): ProductPages {
  const numbers = pagesBetween(first, last);
  const pages = useQueries({
    queries: numbers.map((number) =>
      callQuery('products.list', { view, offset: number * pageSize, limit: pageSize }),
    ),
  });

  const byNumber = new Map<number, Output<'products.list'> | undefined>(
    numbers.map((number, index) => [number, pages[index]?.data]),
  );
  const total = byNumber.get(0)?.total ?? null;
  const thrown = pages.find((page) => page.error !== null)?.error ?? null;
  const failure = thrown === null ? null : asFailure(thrown);
  const productAt = (index: number) => byNumber.get(pageOf(index))?.products[index % pageSize];
  return { total, productAt, failure };
}

/** The first page, always, because it knows the total; and those from one to another. */
export function pagesBetween(first: number, last: number): number[] {
  const numbers = first === 0 ? [] : [0];
  for (let number = first; number <= last; number += 1) numbers.push(number);
  return numbers;
}
