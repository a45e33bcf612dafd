/** What every host sees of the engine, whether it runs in the same process or in a child. */

import type { EngineEvent, EngineMethod, EventValue, Input, Output } from '../contract/contract.ts';
import type { ImageSize } from '../core/catalogs/ports.ts';

export interface EngineOptions {
  /** Settings, recent catalogs, downloaded weights and catalogs made by "Open a folder". */
  readonly dataFolder: string;
  /** The application's own resources: bundled weights, icons. */
  readonly resourcesFolder: string;
  /** For one command, and ended after it: nothing is made ready for later. */
  readonly isBrief?: boolean;
}

export type { ImageSize };

export interface Engine {
  /** Parses the input by the contract and answers. @throws Failure */
  call<M extends EngineMethod>(name: M, input: Input<M>): Promise<Output<M>>;
  on<E extends EngineEvent>(name: E, listener: (value: EventValue<E>) => void): () => void;
  /** Absolute path of a file (JPEG or WebP) that shows the image, made if need be; null if there is no such image. */
  imageFile(imageId: string, size: ImageSize): Promise<string | null>;
  /** Stops jobs, ends the vision worker, closes the catalog. */
  close(): Promise<void>;
}
