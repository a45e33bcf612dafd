/** A shared catalog embedded otherwise by this machine, from the originals that it has: what a thumbnail shows is embedded to something else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbedOrder } from '../../../adapters/cluster/cluster.ts';
import { createImageFolder } from '../../../adapters/files/imageFolder.ts';
import type { Lacking, Reembedding } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import { adviceOnLacking } from '../../../core/cluster/lackingAdvice.ts';
import type { PictureToEmbed, ReembeddingPort } from '../../../core/cluster/ports.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { embeddedBy } from '../../../core/models/embeddedBy.ts';
import type { Vision, VisionRequest } from '../../../core/models/ports.ts';
import { throwIfCancelled } from '../../../core/work/throwIfCancelled.ts';
import type { VisionOwner } from '../../processes/visionOwner.ts';
import { catalogEmbedding, type EmbeddedCatalog } from '../catalogEmbedding.ts';

export interface ReembeddingTools {
  readonly catalog: EmbeddedCatalog;
  readonly vision: VisionOwner;
  readOriginals(atOnce: number): AsyncIterable<readonly PictureToEmbed[]>;
  countLacking(): { add(picture: PictureToEmbed): void; all(): Lacking[] };
  embed(order: Omit<EmbedOrder, 'owner'>): Promise<Reembedding>;
  /** Everybody sees it. */
  onShown(): void;
}

/** Some milliseconds of looks at the disk. */
const looksAtOnce = 100;

export function createReembedding(tools: ReembeddingTools): ReembeddingPort {
  const { catalog, vision, readOriginals, countLacking, embed, onShown } = tools;
  return {
    async originals(signal) {
      const lacking = countLacking();
      let pictures = 0;
      for await (const some of readOriginals(looksAtOnce)) {
        throwIfCancelled(signal);
        for (const picture of some) if (!picture.originals.some(isThere)) lacking.add(picture);
        pictures += some.length;
      }
      const all = lacking.all();
      return { pictures, lacking: all, advice: adviceOnLacking(all) };
    },
    async embed(asked, control, onProgress) {
      const embedding = catalogEmbedding(catalog, asked);
      const done = await vision.use(embedding, catalog.files.thumbnails, async (worker) =>
        embed({
          ...{ control, onProgress, runtime: await worker.start() },
          embed: (pictures) => embedOriginals(worker, pictures, control),
        }),
      );
      if (done.isShown) onShown();
      return done;
    },
  };
}

type Original = PictureToEmbed['originals'][number];

const fileOf = ({ folder, path }: Original): string => join(folder, path);

function isThere(original: Original): boolean {
  return existsSync(fileOf(original));
}

/** By images: those whose originals are here. @param pictures some, which are read at once */
export async function embedOriginals(
  worker: Pick<Vision, 'process'>,
  pictures: readonly PictureToEmbed[],
  signal: Cancellation,
): Promise<ReadonlyMap<string, Float32Array>> {
  const requests: VisionRequest[] = [];
  for (const picture of pictures) {
    const request = await readOriginal(picture, signal);
    if (request !== null) requests.push(request);
  }
  return embeddedBy(worker, requests);
}

/**
 * Another machine said that it lies there: whatever else is of that name here is not it. With its thumbnail, as in an import: an image is
 * decoded to another size without, and its embedding is a little another.
 */
async function readOriginal(
  { imageId, originals }: PictureToEmbed,
  signal: Cancellation,
): Promise<VisionRequest | null> {
  for (const original of originals.filter(isThere)) {
    const file = fileOf(original);
    try {
      const content = await createImageFolder().read(file, signal);
      if (content.imageId === imageId)
        return { file, imageId, bytes: content.bytes, wantsThumbnail: true, wantsVector: true };
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code === 'cancelled') throw thrown;
    }
  }
  return null;
}
