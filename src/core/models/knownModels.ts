/** Weights that can be had from their makers. */
import type { Pooling } from '../../contract/models.ts';

/** A file as its maker published it; md5 is what Keras itself checks. */
export interface PublishedFile {
  readonly bytes: number;
  readonly md5: string;
}

export interface KnownModel {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly url: string;
  /** What the address serves. */
  readonly file: PublishedFile;
  /** Earlier publications under the same file name: recognised when imported, not downloaded. */
  readonly earlierFiles: readonly PublishedFile[];
  readonly pooling: Pooling;
  readonly inputSize: number;
  readonly trainedOn: string;
}

/** The official ImageNet weights of keras.applications.resnet50 without top, converted from Kaiming He's release. */
export const imagenetResnet50: KnownModel = {
  name: 'imagenet-resnet50',
  title: 'ImageNet ResNet50 (Keras)',
  licence: 'MIT',
  url: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5',
  file: { bytes: 94_765_736, md5: '4d473c1dd8becc155b73f8504c6f6626' },
  earlierFiles: [{ bytes: 94_653_016, md5: 'a268eb855778b3df3c7506639542a6af' }],
  pooling: 'max',
  inputSize: 224,
  trainedOn: 'ImageNet (ILSVRC 2012)',
};
