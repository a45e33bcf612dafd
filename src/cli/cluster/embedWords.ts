import type { BroughtBy, Reembedding } from '../../contract/cluster.ts';
import { formatCount } from '../print.ts';

const broughtByWords: Record<BroughtBy, string> = {
  published: 'of the published catalog',
  here: 'imported on this machine',
  others: 'imported by others',
};

/** What came of `cluster embed`, a line each: whose originals are lacking, and what to do about that. */
export function describeEmbedding({ isShown, lacking, advice, ...result }: Reembedding): string {
  const { address, model, pooling, inputSize, pictures, embedded, seconds } = result;
  const how = `${model} (${pooling}, ${inputSize})`;
  const made = `${formatCount(embedded)} pictures embedded here in ${seconds.toFixed(1)} s`;
  if (isShown)
    return `All ${formatCount(pictures)} pictures at ${address} are embedded by ${how}, for everybody; ${made}`;
  return [
    `${made}. ${address} is shown as it was until the rest is embedded by ${how} as well:`,
    ...lacking.map(
      (one) =>
        `${formatCount(one.pictures)} of ${one.folder}, ${broughtByWords[one.broughtBy]} (as ${one.example})`,
    ),
    ...(advice === null ? [] : [advice]),
  ].join('\n');
}
