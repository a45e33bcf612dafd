/** Chosen products of a catalog on this machine, each with each. */
import { compareEach } from '../../core/matrix/compareEach.ts';
import type { MatrixPort } from '../../core/matrix/ports.ts';
import type { OpenCatalog } from './openCatalog.ts';

export function createLocalMatrix({ rows, index }: OpenCatalog): MatrixPort {
  return { compare: async (ids, metric) => compareEach({ rows, index: index() }, ids, metric) };
}
