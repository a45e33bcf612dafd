/** Opens int8 as a measurement of this machine says: one that was kept, else a new one. */
import { asFailure } from '../../../contract/failure.ts';
import type { Ranges } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import { judgeInt8, type Tuning } from '../../../core/models/tuning.ts';
import { meanRgbOf } from '../../weights/loadNetwork.ts';
import { drawCheckImages } from '../drawCheckImages.ts';
import { openQuantized } from './openQuantized.ts';
import { requestTuning } from './requestTuning.ts';
import { findTuning, keepTuning, type MeasuredTuning } from './tuningFiles.ts';
import { tuningKey } from './tuningKey.ts';

export interface Int8Request {
  readonly model: ResolvedModel;
  readonly ranges: Ranges;
  /** int8 was asked for: that it agrees is enough, it need not be faster. */
  readonly isAskedFor: boolean;
  /** Undefined: as measured. */
  readonly threads: number | undefined;
}

export interface Int8Outcome {
  /** null where the measurement speaks against int8. */
  readonly backend: EmbeddingBackend | null;
  /** Why it runs or not: the end of a sentence. */
  readonly words: string;
  readonly tuning: Tuning;
}

/**
 * Every start compares int8 with the float embeddings that the measurement left; the float network is not loaded for it.
 * @throws Failure `backend-unavailable`, `model-unusable`, `file-unreadable` where it could not even be tried
 */
export async function openTunedInt8(request: Int8Request): Promise<Int8Outcome> {
  const { model, ranges } = request;
  const kept = await findTuning(model, await tuningKey(model, ranges));
  // What is kept and does not work is as good as not there.
  const outcome = kept === null ? null : await openAsMeasured(request, kept).catch(() => null);
  if (outcome !== null) return outcome;
  const measured = await requestTuning(model, ranges);
  const remark = await keepTuning(model, measured).then(
    () => '',
    (thrown: unknown) => `; this could not be kept (${asFailure(thrown).message}) and will be measured again`,
  );
  const fresh = await openAsMeasured(request, measured);
  return { ...fresh, words: fresh.words + remark };
}

async function openAsMeasured(request: Int8Request, { tuning, graph }: MeasuredTuning): Promise<Int8Outcome> {
  const { model, isAskedFor, threads } = request;
  const { agrees, isFaster, words } = judgeInt8(tuning);
  if (graph === null || !agrees || !(isFaster || isAskedFor)) return { backend: null, words, tuning };
  const { inputSize } = model;
  const reference = { ...drawCheckImages(inputSize), embeddings: decodeFloats(tuning.reference) };
  const input = { inputSize, meanRgb: meanRgbOf(model) };
  const backend = await openQuantized(graph, input, threads ?? tuning.threads, reference);
  return { backend, words, tuning };
}

/** A copy starts on a boundary that typed arrays accept. */
function decodeFloats(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  const { buffer } = new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % 4)));
  return new Float32Array(buffer);
}
