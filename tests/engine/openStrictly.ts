import { type OpenCatalog, type OpenOptions, openCatalog } from '../../src/engine/catalogs/openCatalog.ts';

/** Opens a catalog, made where there is none; whatever goes wrong beside it fails the test. */
export function openStrictly(
  folder: string,
  axesOf: OpenOptions['axesOf'] = async () => null,
): Promise<OpenCatalog> {
  return openCatalog(folder, {
    create: true,
    axesOf,
    onProblem(reason) {
      throw reason;
    },
  });
}
