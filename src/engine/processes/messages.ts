/** What travels between the engine process and its owner; all of it is JSON. */
import type { EngineEvent } from '../../contract/contract.ts';
import type { FailureValue, Result } from '../../contract/failure.ts';
import { asFailure } from '../../contract/failure.ts';
import type { EngineOptions, ImageSize } from '../engine.ts';

export type OwnerMessage =
  | { readonly kind: 'start'; readonly options: EngineOptions }
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly kind: 'image'; readonly id: number; readonly imageId: string; readonly size: ImageSize }
  | { readonly kind: 'close' };

export type EngineMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly error: FailureValue }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly name: EngineEvent; readonly value: unknown };

/** Turns an answer or whatever was thrown into the one wire shape. */
export async function toResult<T>(answer: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await answer() };
  } catch (thrown) {
    return { ok: false, error: asFailure(thrown).toValue() };
  }
}
