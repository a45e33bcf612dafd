/**
 * Measures the activation ranges of a model over 128 images of a folder, spread evenly, and prints its calibration
 * file: `node tests/bench/calibrateModel.ts IMAGE-FOLDER [MODEL] [SIZE] > calibration-SIZE.json`. Those of the bundled
 * model were made so, at 112 from ../shared/data/fashion-2k/images and at 224 from ../shared/data/fashion-hd/images.
 */
import { formatCalibration } from '../../../src/adapters/inference/int8/calibrationFiles.ts';
import { createRangeObserver } from '../../../src/adapters/inference/int8/observeRanges.ts';
import { loadNetwork } from '../../../src/adapters/weights/loadNetwork.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { calibrationImages } from '../../../src/core/models/calibration.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';
import { chooseImages, readPixels } from './readPixels.ts';

const [folder = '../shared/data/fashion-2k/images', name, size] = process.argv.slice(2);
const batchSize = 16;

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const model = await store.resolve(name, size === undefined ? {} : { inputSize: Number(size) });
const names = await chooseImages(folder, calibrationImages);
const observer = await createRangeObserver(await loadNetwork(model), undefined);
for (let at = 0; at < names.length; at += batchSize) {
  const batch = names.slice(at, at + batchSize);
  await observer.embed(await readPixels(folder, batch, model.inputSize), batch.length);
}
const { sha256: weightsSha256 } = model.manifest;
const { inputSize } = model;
process.stdout.write(
  formatCalibration({ weightsSha256, inputSize, images: observer.imageCount(), ranges: observer.ranges() }),
);
await observer.dispose();
