/** Every place of a schema where text can stand, with an input that has some text there. */
import type { z } from 'zod';

export interface InputPlace {
  /** `.embedding.model`, `.files[]`, `.map{value}`. */
  readonly name: string;
  inputWith(text: string): unknown;
}

type Schema = z.core.$ZodType;

function defOf(schema: Schema) {
  return (schema._zod as z.core.$ZodTypes['_zod']).def;
}

/**
 * @param filler stands in every other place
 * @throws Error for a kind of schema that is not known here
 */
export function placesOf(schema: Schema, filler = 'text'): InputPlace[] {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return [{ name: '', inputWith: (text) => text }];
    case 'object':
      return Object.entries(def.shape).flatMap(([key, part]) =>
        placesOf(part, filler).map(({ name, inputWith }) => ({
          name: `.${key}${name}`,
          inputWith: (text: string) => ({ ...(smallest(schema, filler) as object), [key]: inputWith(text) }),
        })),
      );
    case 'array':
      return placesOf(def.element, filler).map(({ name, inputWith }) => ({
        name: `[]${name}`,
        inputWith: (text) => [inputWith(text)],
      }));
    case 'record':
      return [
        { name: '{key}', inputWith: (text) => ({ [text]: smallest(def.valueType, filler) }) },
        ...placesOf(def.valueType, filler).map(({ name, inputWith }) => ({
          name: `{value}${name}`,
          inputWith: (text: string) => ({ key: inputWith(text) }),
        })),
      ];
    case 'union':
      return def.options.flatMap((option) => placesOf(option, filler));
    case 'optional':
    case 'nullable':
    case 'default':
      return placesOf(def.innerType, filler);
    case 'number':
    case 'boolean':
    case 'enum':
    case 'literal':
      return [];
    default:
      throw new Error(`Inputs of the type "${def.type}" are not known to this test.`);
  }
}

/** A small input that the schema takes. */
function smallest(schema: Schema, filler: string): unknown {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return filler;
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'nullable':
      return null;
    case 'array':
      return [smallest(def.element, filler)];
    case 'record':
      return {};
    case 'union': {
      const [first] = def.options;
      return first === undefined ? undefined : smallest(first, filler);
    }
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape)
          .map(([key, part]) => [key, smallest(part, filler)])
          .filter(([, value]) => value !== undefined),
      );
    default:
      return undefined;
  }
}
