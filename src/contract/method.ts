/** How a call between an interface and the engine is declared. Everything else about it is derived. */
import type { z } from 'zod';

export interface MethodDeclaration<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** Files and folders in it are a `pathSchema`, wherever they stand. */
  readonly input: I;
  readonly output: O;
}

export function method<I extends z.ZodType, O extends z.ZodType>(
  declaration: MethodDeclaration<I, O>,
): MethodDeclaration<I, O> {
  return declaration;
}
