/** One owner of vision workers for all engines of a test process: loading the network takes a second, and is not what they test. */
import { createErrorLog } from '../../src/engine/errorLog.ts';
import { createVisionOwner, type VisionOwner } from '../../src/engine/processes/visionOwner.ts';
import { sharedDataFolder } from '../runFolder.ts';

let shared: VisionOwner | null = null;

/**
 * Its workers end when they are not used for a while, or with the process.
 * @param resourcesFolder the same in every call
 */
export function sharedVision(resourcesFolder: string): VisionOwner {
  shared ??= createVisionOwner({ dataFolder: sharedDataFolder(), resourcesFolder }, createErrorLog());
  return shared;
}
