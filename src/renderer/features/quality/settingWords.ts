/** Settings as text in an address, as a choice, and as people read them. */

import { type QualitySetting, qualitySettingSchema } from '../../../contract/insight/quality.ts';
import { type Model, poolingSchema, type Runtime } from '../../../contract/models.ts';
import { formatPercent } from '../../components/format.ts';
import { type MetricOption, metricName } from '../../shell/metricNames.ts';
import { poolingWords } from '../models/embeddingPlan.ts';

export const usualSetting: QualitySetting = { metric: 'cosine', embedding: null };

export interface SettingOption {
  /** As in an address. */
  readonly value: string;
  readonly label: string;
}

/** "cosine", "cosine,resnet50,max,224", "cosine,,,,0.25": the metric, how pictures are embedded where that is another way, the weight of colour. */
export function writeSetting({ metric, embedding, colourWeight = 0 }: QualitySetting): string {
  const colour = colourWeight === 0 ? [] : [colourWeight];
  if (embedding === null) return colour.length === 0 ? metric : [metric, '', '', '', ...colour].join(',');
  const { model, pooling = '', inputSize = '' } = embedding;
  return [metric, model, pooling, inputSize, ...colour].join(',');
}

/** Null for what names no setting. */
export function readSetting(text: string | null): QualitySetting | null {
  const [metric, model, pooling, inputSize, colour] = (text ?? '').split(',');
  const parsed = qualitySettingSchema.safeParse({
    metric,
    ...(colour !== undefined && { colourWeight: Number(colour) }),
    embedding:
      model === undefined || model === ''
        ? null
        : { model, ...(pooling && { pooling }), ...(inputSize && { inputSize: Number(inputSize) }) },
  });
  return text === null ? null : (parsed.data ?? null);
}

/** What a catalog embeds with, and what else there is. */
export interface KnownEmbeddings {
  readonly runtime: Runtime | null;
  readonly models: readonly Model[];
}

/** "euclidean", "maximum pooling", "ResNet50 with average pooling": what differs from the catalog as it is. */
export function nameOfSetting(setting: QualitySetting, known: KnownEmbeddings): string {
  const { colourWeight = 0 } = setting;
  const name = nameWithoutColour(setting, known);
  return colourWeight === 0 ? name : `${name} with ${formatPercent(colourWeight)} colour`;
}

function nameWithoutColour({ metric, embedding }: QualitySetting, known: KnownEmbeddings): string {
  const distance = metricName(metric).toLowerCase();
  if (embedding === null) return distance;
  const { model, pooling } = embedding;
  const title = known.models.find(({ name }) => name === model)?.title ?? model;
  const pooled = pooling === undefined ? null : poolingWords[pooling];
  const way =
    model === known.runtime?.model && pooled !== null
      ? pooled
      : [title, pooled].filter((part) => part !== null).join(' with ');
  return metric === usualSetting.metric ? way : `${way}, ${distance}`;
}

/** Weights of colour that are offered to be set against none. */
const offeredWeights = [0.1, 0.25, 0.5];

/** Every metric with the catalog's own embeddings, cosine with colour, then other ways of embedding, by cosine. */
export function settingOptions(known: KnownEmbeddings, offered: readonly MetricOption[]): SettingOption[] {
  const { runtime, models } = known;
  const metrics = offered.map(({ value }): QualitySetting => ({ metric: value, embedding: null }));
  const coloured = offeredWeights.map(
    (colourWeight): QualitySetting => ({ metric: 'cosine', colourWeight, embedding: null }),
  );
  const others = models
    .filter(({ installed }) => installed)
    .flatMap(({ name, inputSize, pooling: own }) =>
      poolingSchema.options
        .toSorted((a, b) => Number(b === own) - Number(a === own))
        .map((pooling): QualitySetting => {
          const size = name === runtime?.model ? runtime.inputSize : inputSize;
          return { metric: 'cosine', embedding: { model: name, pooling, inputSize: size } };
        }),
    )
    .filter(
      ({ embedding }) => embedding?.model !== runtime?.model || embedding?.pooling !== runtime?.pooling,
    );
  return [...metrics, ...coloured, ...others].map((setting) => ({
    value: writeSetting(setting),
    label: capitalise(nameOfSetting(setting, known)),
  }));
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
