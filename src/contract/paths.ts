/** Which strings of a call's input name files or folders: declared in its schema, wherever they stand. */
import { z } from 'zod';

interface PathMark {
  readonly isPath: (text: string) => boolean;
}

const marks = z.registry<PathMark>();

/** A file or folder on this machine. A host checks it against what it may touch. */
export const pathSchema = z
  .string()
  .min(1)
  .register(marks, { isPath: () => true });

/** Whether it is meant as the address of a shared catalog, right or wrong, and not as a folder. */
export function isClusterAddress(text: string): boolean {
  return /^[a-z]{2,}:\/\//i.test(text);
}

/** The folder of a catalog, or the address of a shared one (`https://host/index`). */
export const placeSchema = z
  .string()
  .min(1)
  .max(4096)
  .register(marks, { isPath: (text) => !isClusterAddress(text) });

/** A model's name, or the full path of a weights file. */
export const modelReferenceSchema = z.string().register(marks, { isPath: (text) => /[/\\]/.test(text) });

/** Schemas of these types hold no further ones. */
const leaves: readonly string[] = ['string', 'number', 'boolean', 'enum', 'literal', 'null', 'undefined'];

/**
 * The paths in an input that the schema has parsed; of a union all that any of its options would find.
 * @throws TypeError for a kind of schema that is not known here: it could hide a path
 */
export function findPaths(schema: z.core.$ZodType, input: unknown): string[] {
  const mark = marks.get(schema as z.ZodType);
  if (mark !== undefined) {
    return typeof input === 'string' && mark.isPath(input) ? [input] : [];
  }
  return partsOf(schema, input).flatMap(([part, value]) => findPaths(part, value));
}

type Part = readonly [schema: z.core.$ZodType, value: unknown];

/** The schemas inside a schema, each with the part of the input that it has parsed. */
function partsOf(schema: z.core.$ZodType, input: unknown): Part[] {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'object': {
      const values = entriesOf(input);
      return Object.entries(def.shape).map(([name, part]) => [part, values.get(name)]);
    }
    case 'array':
      return Array.isArray(input) ? input.map((value: unknown) => [def.element, value]) : [];
    case 'record':
      return [...entriesOf(input)].flatMap(([key, value]) => [
        [def.keyType, key],
        [def.valueType, value],
      ]);
    case 'union':
      return def.options.map((option) => [option, input]);
    case 'optional':
    case 'nullable':
    case 'default':
      return [[def.innerType, input]];
    default:
      if (leaves.includes(def.type)) return [];
      throw new TypeError(`Paths cannot be looked for in a schema of the type "${def.type}".`);
  }
}

function entriesOf(input: unknown): ReadonlyMap<string, unknown> {
  return new Map(
    typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input) : [],
  );
}
