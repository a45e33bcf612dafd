/**
 * Thumbnails outside the cluster: `ab/cd/<imageId>.jpg`, so that no folder of 100 million holds more than some thousand, and a mark that says
 * what the place is. A folder whose drive is not mounted has no mark: it is neither read nor written.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { ThumbnailStore } from '../../../core/cluster/thumbnails.ts';
import { severalAtOnce } from '../write/severalAtOnce.ts';
import { away, type PlaceFiles } from './placeFiles.ts';
import { openSeal, sealThumbnail } from './sealedThumbnail.ts';

/** Of the layout and the seal. */
const format = 1;
const markName = 'twinset-thumbnails.json';
const markSchema = z.object({ format: z.number().int(), mark: z.string().min(1).max(100) });

/** What a cluster's document says may be anything; a name of a file is made of this alone. */
const imageIdForm = /^[0-9a-f]{64}$/;

/** Where the thumbnail of an image lies; null for what is no image's id. */
export function objectName(imageId: string): string | null {
  return imageIdForm.test(imageId) ? `${imageId.slice(0, 2)}/${imageId.slice(2, 4)}/${imageId}.jpg` : null;
}

/** Before thumbnails come here: its mark, made where nothing is here yet. @throws Failure `bad-input`, `thumbnails-away` */
export async function claimPlace(files: PlaceFiles): Promise<string> {
  const there = await readMark(files);
  if (there !== null) return there;
  await files.requireFree();
  const mark = randomUUID();
  await files.write(markName, Buffer.from(`${JSON.stringify({ format, mark })}\n`));
  // What somebody else wrote at the same time counts for both.
  const written = await readMark(files);
  if (written !== null) return written;
  throw away(
    `What is written to ${files.name} cannot be read there again. Whoever looks after it gives that right.`,
  );
}

/** @throws Failure `thumbnails-away` where it is another place, or cannot be reached */
export async function requirePlace(files: PlaceFiles, mark: string): Promise<void> {
  const there = await readMark(files);
  if (there === mark) return;
  throw away(
    there === null
      ? `${capital(files.name)} holds no thumbnails of this catalog: its drive is not mounted there, it is another place, or it may not be read. Say where it is on this machine ("cluster thumbnails --folder", or under "Shared").`
      : `${capital(files.name)} holds the thumbnails of another catalog. Say where those of this one are on this machine.`,
  );
}

async function readMark(files: PlaceFiles): Promise<string | null> {
  const bytes = await files.read(markName);
  if (bytes === null) return null;
  const read = markSchema.safeParse(parseJson(Buffer.from(bytes).toString('utf8'))).data;
  if (read === undefined)
    throw away(
      `What ${files.name} says of itself (${markName}) cannot be read. Put it back from a copy, or publish the thumbnails to another place.`,
    );
  if (read.format > format)
    throw new Failure(
      'catalog-too-new',
      `The thumbnails in ${files.name} were written by a newer Twinset (format ${read.format}, this one reads ${format}). Update Twinset.`,
    );
  return read.mark;
}

/** @param mark of the place that is meant; looked at before anything else is asked */
export function createPlacedThumbnails(files: PlaceFiles, mark: string): ThumbnailStore {
  let isPlace: Promise<void> | null = null;

  /** Once; where it fails it is asked again. */
  function requireHere(): Promise<void> {
    const asking = isPlace ?? requirePlace(files, mark);
    isPlace = asking;
    asking.catch(() => {
      if (isPlace === asking) isPlace = null;
    });
    return asking;
  }

  async function each(
    imageIds: readonly string[],
    act: (imageId: string, name: string) => Promise<void>,
  ): Promise<void> {
    await requireHere();
    try {
      await severalAtOnce(new Set(imageIds), files.atOnce, async (imageId) => {
        const name = objectName(imageId);
        if (name !== null) await act(imageId, name);
      });
    } catch (thrown) {
      // It may be gone, and be another place when it is back.
      isPlace = null;
      throw thrown;
    }
  }

  /** Nothing of many was found: a drive that is gone leaves an empty folder where it was. */
  async function requireStillHere(found: number): Promise<void> {
    if (found === 0) await requirePlace(files, mark);
  }

  return {
    async held(imageIds) {
      const held = new Set<string>();
      await each(imageIds, async (imageId, name) => {
        if (await files.has(name)) held.add(imageId);
      });
      await requireStillHere(held.size);
      return held;
    },
    async read(imageIds) {
      const read = new Map<string, Uint8Array>();
      await each(imageIds, async (imageId, name) => {
        const sealed = await files.read(name);
        const jpeg = sealed === null ? null : openSeal(imageId, sealed);
        if (jpeg !== null) read.set(imageId, jpeg);
      });
      await requireStillHere(read.size);
      return read;
    },
    async write(thumbnails) {
      await requirePlace(files, mark);
      await each([...thumbnails.keys()], async (imageId, name) => {
        const jpeg = thumbnails.get(imageId);
        if (jpeg !== undefined) await files.write(name, sealThumbnail(imageId, jpeg));
      });
    },
    async examine(imageIds, of) {
      const problems = new Map<string, string>();
      await each(imageIds, async (imageId, name) => {
        const sealed = await files.read(name);
        if (sealed !== null && openSeal(imageId, sealed) !== null) return;
        problems.set(
          imageId,
          sealed === null
            ? `${of(imageId)} has no thumbnail in ${files.name}. Publish the catalog again, or import its folder again.`
            : `The thumbnail of ${lower(of(imageId))} in ${files.name} is not what was written. Remove ${name} there, then publish the catalog again, or import its folder again.`,
        );
      });
      await requireStillHere(imageIds.length - problems.size);
      return imageIds.flatMap((imageId) => problems.get(imageId) ?? []);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function capital(text: string): string {
  return text.startsWith('http') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
