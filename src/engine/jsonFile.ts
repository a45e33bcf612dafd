/** Small remembered facts (settings, recent catalogs) as JSON files that are never left half-written. */
import { readFileSync, renameSync } from 'node:fs';
import type { z } from 'zod';
import { writeAsideSync } from '../adapters/files/writeAsideSync.ts';

export interface JsonFile<T> {
  read(): T;
  /** @throws Failure `disk-full`, `not-allowed`, `bad-input` */
  write(value: T): void;
}

/**
 * A missing or unreadable file reads as `fallback`: what is remembered here can be lost without harm.
 * @param onDamage told once of a file that is there and cannot be understood, and which is kept beside its place
 */
export function createJsonFile<S extends z.ZodType>(
  file: string,
  schema: S,
  fallback: z.output<S>,
  onDamage?: (keptAs: string) => void,
): JsonFile<z.output<S>> {
  function keepDamaged(): void {
    if (onDamage === undefined) return;
    const keptAs = `${file}.damaged`;
    try {
      renameSync(file, keptAs);
      onDamage(keptAs);
    } catch {
      // It stays where it is and is read as nothing, until something is written.
    }
  }

  return {
    read() {
      const text = readText(file);
      if (text === null) return fallback;
      const parsed = schema.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      keepDamaged();
      return fallback;
    },
    write(value) {
      writeAsideSync(file, JSON.stringify(value, null, 2));
    },
  };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Undefined where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
