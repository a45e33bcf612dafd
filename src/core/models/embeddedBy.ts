import type { Vision, VisionRequest } from './ports.ts';

/** By images: the embeddings of those files that can be read. */
export async function embeddedBy(
  worker: Pick<Vision, 'process'>,
  requests: readonly VisionRequest[],
): Promise<ReadonlyMap<string, Float32Array>> {
  const outcomes = requests.length === 0 ? [] : await worker.process(requests);
  return new Map(
    requests.flatMap(({ imageId }, at) => {
      const outcome = outcomes[at];
      return outcome?.ok === true && outcome.vector !== null ? [[imageId, outcome.vector] as const] : [];
    }),
  );
}
