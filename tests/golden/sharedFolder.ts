import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Reference data that lies beside the repository, not in it; tests that need it skip where it is absent. */
const sharedFolder = fileURLToPath(new URL('../../../shared', import.meta.url));

const photos = resolve(sharedFolder, 'golden');
export const hasPhotos = existsSync(resolve(photos, 'golden.json'));
/** Images with what Keras makes of them: drawn ones in the repository, product photos beside it. */
export const goldenFolders = {
  drawn: fileURLToPath(new URL('./drawn', import.meta.url)),
  photos,
} as const;
export type GoldenSet = keyof typeof goldenFolders;
export const goldenSets: readonly GoldenSet[] = hasPhotos ? ['drawn', 'photos'] : ['drawn'];

export const kerasH5File = resolve(sharedFolder, 'models/keras-h5/fashion_resnet50_notop.h5');
export const hasKerasH5 = existsSync(kerasH5File);

export const bundledModelsFolder = fileURLToPath(new URL('../../resources/models', import.meta.url));
