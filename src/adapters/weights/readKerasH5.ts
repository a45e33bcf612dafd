/** Reads ResNet50 from a Keras weights file (HDF5, legacy layout), in both generations of names. */
import { basename } from 'node:path';
import { type Dataset, type Entity, File, type Group, ready } from 'h5wasm/node';
import { Failure } from '../../contract/failure.ts';
import { currentEpsilon, kerasTensorName, olderEpsilon } from '../../core/models/resnet50/kerasNames.ts';
import {
  missingTensor,
  resnet50Tensors,
  unusableWeights,
  type Weights,
} from '../../core/models/resnet50/weights.ts';

const shapes = new Map(resnet50Tensors.map(({ name, shape }) => [name, shape]));

/** @throws Failure `model-unusable` */
export async function readKerasH5(file: string): Promise<{ weights: Weights; epsilon: number }> {
  // Errors of the HDF5 library are thrown instead of printed.
  (await ready).activate_throwing_error_handler();
  const name = basename(file);
  let opened: File | null = null;
  try {
    opened = new File(file, 'r');
    return readLayers(opened, name);
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure(
      'model-unusable',
      unusableWeights(name, 'it is a damaged or cut HDF5 file').message,
      String(thrown),
    );
  } finally {
    opened?.close();
  }
}

/** Follows the attributes, as Keras itself does: `layer_names` lists groups, `weight_names` each group's datasets. */
function readLayers(file: File, name: string): { weights: Weights; epsilon: number } {
  const root = layersGroup(file, name);
  const weights = new Map<string, Float32Array>();
  let isOlder = false;
  for (const layer of readNames(root, 'layer_names')) {
    const group = root.get(layer);
    if (!isGroup(group)) throw unusableWeights(name, `its layer ${layer} is listed but not there`);
    for (const stored of readNames(group, 'weight_names')) {
      const tensor = kerasTensorName(layer, stored);
      const shape = tensor && shapes.get(tensor.name);
      if (!tensor || !shape) continue;
      isOlder ||= tensor.isOlder;
      weights.set(tensor.name, readTensor(group.get(stored), tensor.name, shape, name));
    }
  }
  if (weights.size === 0) {
    throw unusableWeights(name, 'none of its layers is one of ResNet50 (conv1_conv, conv2_block1_1_conv …)');
  }
  return { weights, epsilon: isOlder ? olderEpsilon : currentEpsilon };
}

/** A file of weights lists its layers at the root; a whole saved model does below `model_weights`. */
function layersGroup(file: File, name: string): Group {
  if ('layer_names' in file.attrs) return file;
  const nested = file.keys().includes('model_weights') ? file.get('model_weights') : null;
  if (isGroup(nested) && 'layer_names' in nested.attrs) return nested;
  throw unusableWeights(
    name,
    'it is an HDF5 file without the attribute layer_names that a Keras weights file (legacy layout) has',
  );
}

function readTensor(
  entity: Entity | null,
  tensor: string,
  shape: readonly number[],
  file: string,
): Float32Array {
  if (!isDataset(entity)) throw missingTensor(file, tensor, shape);
  const found = (entity.shape ?? []).join('×');
  if (found !== shape.join('×')) {
    throw unusableWeights(file, `its tensor ${tensor} is ${found} where ${shape.join('×')} was expected`);
  }
  const value = entity.value;
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array) return Float32Array.from(value);
  throw unusableWeights(
    file,
    `its tensor ${tensor} is of type ${String(entity.dtype)} where float32 was expected`,
  );
}

/** A list of names in an attribute: fixed or variable strings, as strings or as bytes; absent where there is none. */
function readNames(group: Group, attribute: string): string[] {
  const value = group.attrs[attribute]?.value;
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  return value.map((item) => (item instanceof Uint8Array ? new TextDecoder().decode(item) : String(item)));
}

function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && 'type' in entity && entity.type === 'Group';
}

function isDataset(entity: Entity | null): entity is Dataset {
  return entity !== null && 'type' in entity && entity.type === 'Dataset';
}
