/** How a call reaches the engine: through Electron's bridge, or over HTTP to the browser host. */
import type { EventName, EventValue, Input, Method, Output } from '../../contract/contract.ts';
import { failureOf, type Result } from '../../contract/failure.ts';

export interface Transport {
  readonly kind: 'electron' | 'browser';
  call<M extends Method>(name: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>>;
  on<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void;
  /** Called when events may have been missed: the connection was cut and is back. */
  onReconnect(listener: () => void): () => void;
  imageUrl(imageId: string, size: 'thumbnail' | 'preview'): string;
  /** The path of a dropped file or folder; null where the host cannot know it. */
  pathForFile(file: File): string | null;
}

/** Gives the value of an answer, or throws its error as a `Failure`. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw failureOf(result.error);
}
