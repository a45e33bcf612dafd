/** The one shape of an error, inside the house (thrown) and on the wire (a value). */
import { z } from 'zod';

export const failureCodes = [
  'bad-input',
  'not-found',
  'not-allowed',
  'not-here',
  'no-catalog',
  'catalog-busy',
  'catalog-too-new',
  'catalog-damaged',
  'folder-unreadable',
  'folder-empty',
  'file-unreadable',
  'metadata-unusable',
  'image-unusable',
  'model-unusable',
  'backend-unavailable',
  'download-failed',
  'disk-full',
  'already-running',
  'cluster-unreachable',
  'cluster-refused',
  'cluster-unusable',
  'thumbnails-away',
  'cancelled',
  'internal',
] as const;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** What happened to which thing, and what to do: one or two sentences for a curator. */
  message: z.string(),
  /** For the diagnostics page: technical, may be long. */
  detail: z.string().optional(),
});

export type FailureCode = (typeof failureCodes)[number];
export type FailureValue = z.infer<typeof failureSchema>;
export type Result<T> = { ok: true; value: T } | { ok: false; error: FailureValue };

/** Thrown everywhere inside; `asFailure` turns whatever else was thrown into one. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;

  constructor(code: FailureCode, message: string, detail?: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.detail = detail;
  }

  toValue(): FailureValue {
    return this.detail === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, detail: this.detail };
  }
}

/** The failure that another process or thread sent. */
export function failureOf({ code, message, detail }: FailureValue): Failure {
  return new Failure(code, message, detail);
}

/** Makes a `Failure` of anything thrown, so that every host answers in one shape. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error) return new Failure('internal', thrown.message, thrown.stack);
  return new Failure('internal', String(thrown));
}
