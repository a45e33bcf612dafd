/** What others ask of an open catalog's pictures, of the images searched with, and of its care. */
import type { Verification } from '../../contract/catalogs.ts';
import type { PruneResult } from '../../contract/imports.ts';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';
import type { Runtime } from '../../contract/models.ts';
import type { OutsideImage, Region } from '../../contract/search.ts';
import type { Inventory, SearchReading } from '../../contract/settings.ts';
import type { Cancellation, CancelSignal } from '../imports/ports.ts';
import type { SeenPicture } from '../search/ports.ts';

export type ImageSize = 'thumbnail' | 'preview';

export interface PicturesPort {
  /**
   * A file on this machine (JPEG or WebP) that shows the image, made if need be; null where the catalog has no such image or
   * its original is out of reach. A file, because hosts stream it: a catalog that lies elsewhere keeps the bytes that it
   * fetched in its folder here.
   * @param imageId hex sha256 of the image's bytes; whatever else is no image
   */
  fileOf(imageId: string, size: ImageSize): Promise<string | null>;
  /** What the bytes of an original say; null where none is within reach. */
  formatOf(imageId: string): Promise<ImageFormat | null>;
  /**
   * A part of an image, in the catalog's space.
   * @throws Failure `not-found` where there is no picture of it, `no-catalog` (nothing embedded), `image-unusable`
   */
  seePart(imageId: string, region: Region): Promise<SeenPicture>;
}

/** Images from outside the catalog that are searched with: kept for a while. */
export interface OutsideImagesPort {
  /** Reads, draws and embeds the image: its bytes, or a file on this machine. @throws Failure `image-unusable` that says why */
  add(input: { name: string; base64?: string | undefined; file?: string | undefined }): Promise<OutsideImage>;
  /** @throws Failure `not-found` once it is gone */
  get(imageId: string): Promise<OutsideImage>;
  /** In the catalog's space. @throws Failure `not-found`, `no-catalog` (nothing embedded) */
  see(imageId: string): Promise<SeenPicture>;
}

/** Told how far the work is: what was looked at, of how many. */
export type OnCareProgress = (done: number, total: number) => void;

export interface CarePort {
  /** Counts files, contents and products, over all of the catalog. */
  inventory(): Promise<Inventory>;
  /** How much searches read; null where they read all. */
  searchReading(): Promise<SearchReading | null>;
  /**
   * Checks the catalog against itself. Products may come and go meanwhile.
   * @throws Failure `catalog-damaged` where even reading fails, `cancelled`
   */
  verify(signal: CancelSignal, onProgress: OnCareProgress): Promise<Verification>;
  /**
   * Removes what imports found missing, a few at a time, so that others are answered meanwhile; ends early once cancelled.
   */
  prune(signal: Cancellation, onProgress: OnCareProgress): Promise<PruneResult>;
}

/** A catalog whose pictures were embedded otherwise elsewhere. */
export interface EmbeddingsElsewherePort {
  /**
   * Goes over to that space, with what was embedded there of this catalog's pictures; where it is there already, or nothing is embedded, it stays.
   * @param vectorsOf in the order asked for; null for what was not
   * @throws Failure `disk-full`
   */
  takeOver(
    runtime: Runtime,
    vectorsOf: (imageIds: readonly string[]) => Promise<readonly (Float32Array | null)[]>,
  ): Promise<void>;
}
