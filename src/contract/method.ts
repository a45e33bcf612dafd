/** How a call between an interface and the engine is declared. Everything else about it is derived. */
import type { z } from 'zod';

export interface MethodDeclaration<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** Input fields that name files or folders; a host checks them against what it may touch. */
  readonly paths: readonly string[];
}

/** Declares a method; `paths` names the top-level input fields that hold a file or folder path. */
export function method<I extends z.ZodType, O extends z.ZodType>(declaration: {
  input: I;
  output: O;
  paths?: readonly string[];
}): MethodDeclaration<I, O> {
  return { paths: [], ...declaration };
}
