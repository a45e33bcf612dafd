/** One owner of vision workers for all engines of a test file: loading the network takes a second, and is not what they test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createErrorLog } from '../../src/engine/errorLog.ts';
import { createVisionOwner, type VisionOwner } from '../../src/engine/processes/visionOwner.ts';
import { makeDataFolder } from '../runFolder.ts';

interface Shared {
  readonly folder: string;
  readonly vision: VisionOwner;
}

let shared: Shared | null = null;

afterAll(async () => {
  await shared?.vision.close();
  if (shared !== null) rmSync(shared.folder, { recursive: true, force: true });
  shared = null;
});

/** @param resourcesFolder the same in every call */
export function sharedVision(resourcesFolder: string): VisionOwner {
  if (shared === null) {
    const folder = mkdtempSync(join(tmpdir(), 'twinset-vision-'));
    const options = { dataFolder: makeDataFolder(join(folder, 'data')), resourcesFolder };
    shared = { folder, vision: createVisionOwner(options, createErrorLog()) };
  }
  return shared.vision;
}
