import type { Runtime } from '../../src/contract/models.ts';
import type { OpenCatalog } from '../../src/engine/catalogs/loadCatalog.ts';
import { type OpenOptions, openCatalog } from '../../src/engine/catalogs/openCatalog.ts';

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

/** Of catalogs whose vectors are drawn: no network ran. */
export const drawnRuntime: Runtime = {
  engine: 'onnx',
  precision: 'fp32',
  model: 'drawn',
  space: 'space-a',
  pooling: 'max',
  inputSize: 112,
  notes: [],
};
