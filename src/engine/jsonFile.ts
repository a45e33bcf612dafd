/** Small remembered facts (settings, recent catalogs) as JSON files that are never left half-written. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface JsonFile<T> {
  read(): T;
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
      mkdirSync(dirname(file), { recursive: true });
      const aside = `${file}.${process.pid}.tmp`;
      writeFileSync(aside, JSON.stringify(value, null, 2));
      renameSync(aside, file);
    },
  };
}
