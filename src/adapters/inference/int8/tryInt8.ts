/** The first choice of the precision `auto`: int8 on onnxruntime, where it may run. */
import { asFailure, Failure } from '../../../contract/failure.ts';
import { calibrationImages } from '../../../core/models/calibration.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import type { Tuning } from '../../../core/models/tuning.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { type BackendRequest, type BackendVariant, requireNotAvoided } from '../backendRequest.ts';
import { isWeightsFailure } from '../backends/floatBackends.ts';
import { loadOnnxRuntime } from '../backends/onnxRuntime.ts';
import { createCalibratingBackend } from './calibratingBackend.ts';
import { findCalibration } from './calibrationFiles.ts';
import { openTunedInt8 } from './openTunedInt8.ts';

export interface Int8Attempt {
  /** null: float runs. */
  readonly backend: EmbeddingBackend | null;
  /** What was measured of this machine, where that got so far. */
  readonly tuning: Tuning | null;
  /** What runs and why, for people. */
  readonly notes: readonly string[];
  /** The backend runs in float until it knows the ranges of int8. */
  readonly isMeasuring: boolean;
}

const int8: BackendVariant = { backend: 'onnx', precision: 'int8' };
const float: BackendVariant = { backend: 'onnx', precision: 'fp32' };
const notTried: Int8Attempt = { backend: null, tuning: null, notes: [], isMeasuring: false };

/**
 * Opens int8 where it was asked for or is the better choice. Where its ranges are not known, they are measured first: in
 * float, over the first images.
 * @param onDecided told the notes that hold from then on
 * @throws Failure for the weights; `backend-unavailable` where int8 was asked for and cannot run
 */
export async function tryInt8(
  request: BackendRequest,
  network: () => Promise<LoadedNetwork>,
  onDecided: (notes: readonly string[]) => void,
): Promise<Int8Attempt> {
  const { model, backend: asked, precision, threads, onTrying } = request;
  const isAskedFor = precision === 'int8';
  if (!isAskedFor && !(await isCandidate(request))) return notTried;
  try {
    if (asked === 'tfjs-node') throw new Failure('backend-unavailable', 'tfjs-node runs in fp32 only.');
    requireNotAvoided(request, int8);
    const calibration = await findCalibration(model);
    onTrying?.(calibration === null ? float : int8);
    if (calibration === null) {
      requireNotAvoided(request, float);
      const backend = await createCalibratingBackend({
        model,
        network,
        threads,
        isAskedFor,
        onDecided,
      });
      const note =
        `What int8 needs to know of the model ${model.name} at ${model.inputSize} pixels is not measured yet: ` +
        `the first ${calibrationImages} images are embedded in fp32.`;
      return { backend, tuning: null, notes: [note], isMeasuring: true };
    }
    const { ranges } = calibration;
    const { backend, words, tuning } = await openTunedInt8({ model, ranges, isAskedFor, threads });
    if (backend !== null)
      return {
        backend,
        tuning,
        notes: isAskedFor ? [] : [`Fast (int8): ${words}.`],
        isMeasuring: false,
      };
    if (isAskedFor) throw new Failure('backend-unavailable', `int8 cannot be used: ${words}.`);
    return { backend: null, tuning, notes: [`int8 was not used: ${words}.`], isMeasuring: false };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (isWeightsFailure(failure)) throw failure;
    if (!isAskedFor) return { ...notTried, notes: [`int8 was not used: ${failure.message}`] };
    const advice = 'Choose the precision auto or fp32.';
    throw new Failure('backend-unavailable', `${failure.message} ${advice}`, failure.detail);
  }
}

/** Where onnxruntime does not load at all, its float backend says so. */
async function isCandidate({ backend, precision }: BackendRequest): Promise<boolean> {
  if (precision !== 'auto' || backend === 'tfjs-node') return false;
  return loadOnnxRuntime().then(
    () => true,
    () => false,
  );
}
