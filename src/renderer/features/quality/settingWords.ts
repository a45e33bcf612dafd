/** Settings as text in an address, as a choice, and as people read them. */
import { type Model, poolingSchema, type Runtime } from '../../../contract/models.ts';
import { type QualitySetting, qualitySettingSchema } from '../../../contract/quality.ts';
import { type MetricOption, metricName } from '../../shell/metricNames.ts';
import { poolingWords } from '../models/embeddingPlan.ts';

export const usualSetting: QualitySetting = { metric: 'cosine', embedding: null };

export interface SettingOption {
  /** As in an address. */
  readonly value: string;
  readonly label: string;
}

/** "cosine", "cosine,resnet50,max,224": the metric, then how pictures are embedded where that is another way. */
export function writeSetting({ metric, embedding }: QualitySetting): string {
  if (embedding === null) return metric;
  return [metric, embedding.model, embedding.pooling ?? '', embedding.inputSize ?? ''].join(',');
}

/** Null for what names no setting. */
export function readSetting(text: string | null): QualitySetting | null {
  const [metric, model, pooling, inputSize] = (text ?? '').split(',');
  const parsed = qualitySettingSchema.safeParse({
    metric,
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
export function nameOfSetting({ metric, embedding }: QualitySetting, known: KnownEmbeddings): string {
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

/** Every metric with the catalog's own embeddings, then other ways of embedding, by cosine. */
export function settingOptions(known: KnownEmbeddings, offered: readonly MetricOption[]): SettingOption[] {
  const { runtime, models } = known;
  const metrics = offered.map(({ value }): QualitySetting => ({ metric: value, embedding: null }));
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
  return [...metrics, ...others].map((setting) => ({
    value: writeSetting(setting),
    label: capitalise(nameOfSetting(setting, known)),
  }));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
