import { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';

export function noColourBy(metric: Metric): Failure {
  return new Failure(
    'bad-input',
    `By ${metric} distance colour cannot be weighed. Choose cosine distance or the catalog’s own, or let colour count nothing.`,
  );
}

/** @param missing pictures whose colours are not known */
export function coloursUnread(missing: number): Failure {
  const pictures = missing === 1 ? '1 picture' : `${missing.toLocaleString('en')} pictures`;
  return new Failure(
    'bad-input',
    `The colours of ${pictures} are not read yet. Read them first: in Look-alikes, Refine, “Read colours”; on the command line "twinset colours".`,
  );
}
