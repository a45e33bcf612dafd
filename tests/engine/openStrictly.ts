import { type OpenCatalog, openCatalog } from '../../src/engine/catalogs/openCatalog.ts';

/** Opens a catalog, made where there is none; whatever goes wrong beside it fails the test. */
export function openStrictly(folder: string): Promise<OpenCatalog> {
  return openCatalog(folder, {
    create: true,
    onProblem(reason) {
      throw reason;
    },
  });
}
