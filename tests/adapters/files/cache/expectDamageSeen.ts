/** What can be wrong with a cache file, whatever it keeps. */
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

type Read = (file: string) => Promise<unknown>;

/** @param startBytes of which each is tried, and then one in every `step` */
export async function expectTurnedBitsSeen(
  file: string,
  read: Read,
  { startBytes, step }: { readonly startBytes: number; readonly step: number },
): Promise<void> {
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at += at < startBytes ? 1 : step) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 16;
    writeFileSync(file, damaged);
    expect([at, await read(file)]).toEqual([at, null]);
  }
}

/** Longer, cut to each of these lengths, missing, or the folder in its place. */
export async function expectWrongLengthSeen(
  file: string,
  read: Read,
  { folder, cutTo }: { readonly folder: string; readonly cutTo: readonly number[] },
): Promise<void> {
  const { length } = readFileSync(file);
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(4)]));
  expect(await read(file)).toBeNull();
  for (const left of [length - 1, ...cutTo]) {
    truncateSync(file, left);
    expect(await read(file)).toBeNull();
  }
  rmSync(file);
  expect(await read(file)).toBeNull();
  expect(await read(folder)).toBeNull();
}
