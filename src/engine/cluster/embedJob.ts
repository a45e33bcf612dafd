/** Embeds the open shared catalog otherwise, as a job. */
import type { Originals } from '../../contract/cluster.ts';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { ReembeddingPort } from '../../core/cluster/ports.ts';
import type { EngineContext } from '../context.ts';

/** Of the whole work the pictures are nearly all. */
const shareOfPictures = 0.99;

/** Returns the job's id. @throws Failure `bad-input` for a catalog of this machine, `already-running` */
export function startEmbed(
  { jobs }: EngineContext,
  catalog: CatalogSession,
  { embedding }: Parsed<'cluster.embed'>,
): string {
  const reembedding = requireShared(catalog);
  return jobs.start({
    kind: 'embed',
    detail: { step: 'embedding', done: 0, total: 0 },
    run: ({ control, tell }) =>
      reembedding.embed(embedding, control, (progress) => {
        const { step, done, total } = progress;
        tell(
          step === 'embedding' ? (shareOfPictures * done) / Math.max(1, total) : shareOfPictures,
          progress,
        );
      }),
  }).id;
}

/** @throws Failure `bad-input` for a catalog of this machine, `cluster-unreachable` … */
export function findOriginals(catalog: CatalogSession): Promise<Originals> {
  return requireShared(catalog).originals({ aborted: false });
}

function requireShared({ reembedding }: CatalogSession): ReembeddingPort {
  if (reembedding !== undefined) return reembedding;
  throw new Failure(
    'bad-input',
    'This catalog is on this machine: import its folders again with another model, pooling or input size to embed it otherwise.',
  );
}
