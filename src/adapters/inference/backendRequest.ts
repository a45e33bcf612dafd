/** What a backend is asked for. */
import { Failure } from '../../contract/failure.ts';
import type { EngineChoice, EngineName, Precision, PrecisionChoice, Runtime } from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';

/** An engine at a precision. */
export interface BackendName {
  readonly engine: EngineName;
  readonly precision: Precision;
}

export interface BackendRequest {
  readonly model: ResolvedModel;
  readonly engine: EngineChoice;
  readonly precision: PrecisionChoice;
  /** Undefined: as measured, else as many as the engine thinks right. */
  readonly threads?: number | undefined;
  /** What crashed the process before: not tried again. */
  readonly avoid?: readonly BackendName[] | undefined;
  /** Told before each is loaded, so that whoever watches knows what crashed. */
  readonly onTrying?: (name: BackendName) => void;
  /** Told when something else runs than at the start: int8, once its ranges are measured; another after a failure. */
  readonly onRuntime?: (runtime: Runtime) => void;
}

/** @throws Failure `backend-unavailable` where it crashed the process before */
export function requireNotAvoided({ avoid = [] }: BackendRequest, name: BackendName): void {
  const { engine, precision } = name;
  if (!avoid.some((avoided) => avoided.engine === engine && avoided.precision === precision)) return;
  throw new Failure(
    'backend-unavailable',
    `${engine} in ${precision} made the part of Twinset that reads images stop.`,
  );
}
