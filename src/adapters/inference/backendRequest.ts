/** What a backend is asked for. */
import { Failure } from '../../contract/failure.ts';
import type {
  BackendChoice,
  BackendName,
  Precision,
  PrecisionChoice,
  Runtime,
} from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';

/** A backend at a precision. */
export interface BackendVariant {
  readonly backend: BackendName;
  readonly precision: Precision;
}

export interface BackendRequest {
  readonly model: ResolvedModel;
  readonly backend: BackendChoice;
  readonly precision: PrecisionChoice;
  /** Undefined: as measured, else as many as the backend thinks right. */
  readonly threads?: number | undefined;
  /** What crashed the process before: not tried again. */
  readonly avoid?: readonly BackendVariant[] | undefined;
  /** Told before each is loaded, so that whoever watches knows what crashed. */
  readonly onTrying?: (variant: BackendVariant) => void;
  /** Told when something else runs than at the start: int8, once its ranges are measured; another after a failure. */
  readonly onRuntime?: (runtime: Runtime) => void;
}

/** @throws Failure `backend-unavailable` where it crashed the process before */
export function requireNotAvoided({ avoid = [] }: BackendRequest, variant: BackendVariant): void {
  const { backend, precision } = variant;
  if (!avoid.some((avoided) => avoided.backend === backend && avoided.precision === precision)) return;
  throw new Failure(
    'backend-unavailable',
    `${backend} in ${precision} made the part of Twinset that reads images stop.`,
  );
}
