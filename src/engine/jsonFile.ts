/** Small remembered facts (settings, recent catalogs) as JSON files that are never left half-written. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { writeAsideSync } from '../adapters/files/writeAsideSync.ts';

export interface JsonFile<T> {
  read(): T;
  /** @throws Failure `disk-full`, `not-allowed`, `bad-input` */
  write(value: T): void;
}

/** A missing or unreadable file reads as `fallback`: what is remembered here can be lost without harm. */
export function createJsonFile<S extends z.ZodType>(
  file: string,
  schema: S,
  fallback: z.output<S>,
): JsonFile<z.output<S>> {
  return {
    read() {
      try {
        const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
        return parsed.success ? parsed.data : fallback;
      } catch {
        return fallback;
      }
    },
    write(value) {
      writeAsideSync(file, JSON.stringify(value, null, 2));
    },
  };
}
