import type { Runtime } from '../../../contract/models.ts';

const poolings = { avg: 'average', max: 'maximum' } as const;

/** "fashion-resnet50 (average pooling, 112 pixels)". */
export function embeddedBy({
  model,
  pooling,
  inputSize,
}: Pick<Runtime, 'model' | 'pooling' | 'inputSize'>): string {
  return `${model} (${poolings[pooling]} pooling, ${inputSize} pixels)`;
}
