import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { BackendName } from '../../contract/models.ts';
import { unavailableBackend } from './unavailableBackend.ts';

export interface BackendProbe {
  /** Its name, under the word that the diagnostics use. */
  readonly engine: BackendName;
  readonly isAvailable: boolean;
  /** Why it is not available, for people; null where it is. */
  readonly note: string | null;
}

const execute = promisify(execFile);
// Not called `require`: the bundler declares that name itself.
const requireModule = createRequire(import.meta.url);
const packages: Readonly<Record<BackendName, string>> = {
  onnx: 'onnxruntime-node',
  'tfjs-node': '@tensorflow/tfjs-node',
};
const timeoutMs = 60_000;
/** Restores what Node 23 removed, as `loadTfjsNode` does, then loads the package named by the argument. */
const script = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  require(process.argv[1]);
  process.exit(0);`;

/**
 * Says whether a backend's native library loads here. It is loaded in a process of its own: TensorFlow alone takes
 * hundreds of megabytes, and what crashes or prints there does no harm here.
 */
export async function probeBackend(name: BackendName): Promise<BackendProbe> {
  try {
    const path = requireModule.resolve(packages[name]);
    await execute(process.execPath, ['-e', script, path], {
      timeout: timeoutMs,
      windowsHide: true,
    });
    return { engine: name, isAvailable: true, note: null };
  } catch (thrown) {
    return { engine: name, isAvailable: false, note: unavailableBackend(name, thrown).message };
  }
}
