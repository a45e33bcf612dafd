import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Reference data that lies beside the repository, not in it; tests that need it skip where it is absent. */
const sharedFolder = fileURLToPath(new URL('../../../shared', import.meta.url));

export const goldenFolder = resolve(sharedFolder, 'golden');
export const hasGolden = existsSync(resolve(goldenFolder, 'golden.json'));

export const kerasH5File = resolve(sharedFolder, 'models/keras-h5/fashion_resnet50_notop.h5');
export const hasKerasH5 = existsSync(kerasH5File);

export const bundledModelsFolder = fileURLToPath(new URL('../../resources/models', import.meta.url));
