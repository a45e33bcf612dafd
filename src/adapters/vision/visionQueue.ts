/** What the vision worker was asked for: waiting, under way, or suspected of having killed it. */
import type { Failure } from '../../contract/failure.ts';
import type { VisionOutcome, VisionRequest } from '../../core/models/ports.ts';
import type { PreviewRequest } from './visionMessages.ts';

/** Files in the process at once: bounds its memory, and keeps decoders and network busy. */
const maxUnderWay = 64;

interface PreviewSize {
  readonly width: number;
  readonly height: number;
}

interface TaskState {
  readonly id: number;
  sentMs: number;
  isSuspect: boolean;
  readonly fail: (failure: Failure) => void;
}

type FileEntry = TaskState & {
  readonly kind: 'file';
  readonly request: VisionRequest;
  readonly finish: (outcome: VisionOutcome) => void;
};

type PreviewEntry = TaskState & {
  readonly kind: 'preview';
  readonly request: PreviewRequest;
  readonly finish: (size: PreviewSize) => void;
};

export type VisionTask = FileEntry | PreviewEntry;

let lastId = 0;

function newState(fail: (failure: Failure) => void): TaskState {
  lastId += 1;
  return { id: lastId, sentMs: 0, isSuspect: false, fail };
}

export function fileTask(request: VisionRequest): { task: VisionTask; result: Promise<VisionOutcome> } {
  const { promise, resolve, reject } = Promise.withResolvers<VisionOutcome>();
  return { task: { ...newState(reject), kind: 'file', request, finish: resolve }, result: promise };
}

export function previewTask(request: PreviewRequest): { task: VisionTask; result: Promise<PreviewSize> } {
  const { promise, resolve, reject } = Promise.withResolvers<PreviewSize>();
  return { task: { ...newState(reject), kind: 'preview', request, finish: resolve }, result: promise };
}
