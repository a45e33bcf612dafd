/** Loads tfjs-node, which needs some care on today's Node. */
import { createRequire } from 'node:module';
import { unavailableBackend } from '../unavailableBackend.ts';

export type TfjsNode = typeof import('@tensorflow/tfjs-node');

// Not called `require`: the bundler declares that name itself.
const requireModule = createRequire(import.meta.url);
let loading: Promise<TfjsNode> | null = null;

/**
 * Loads the library and its native addon, from the official download or as built by `npm run tfjs-node`.
 * @param threads used at the first load only: TensorFlow reads it once per process
 * @throws Failure `backend-unavailable`
 */
export async function loadTfjsNode(threads?: number): Promise<TfjsNode> {
  loading ??= load(threads);
  try {
    return await loading;
  } catch (thrown) {
    loading = null;
    throw unavailableBackend('tfjs-node', thrown);
  }
}

async function load(threads: number | undefined): Promise<TfjsNode> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  if (threads !== undefined) process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  restoreUtilFunctions();
  const tf: TfjsNode = (await import('@tensorflow/tfjs-node')).default;
  // Silences the advertisement that tfjs prints and its warnings about kernels registered twice.
  tf.env().set('IS_TEST', true);
  tf.enableProdMode();
  await tf.ready();
  return tf;
}

/** Node 23 removed two functions that tfjs-node 4.22, its last release, still calls (tensorflow/tfjs#8425). */
function restoreUtilFunctions(): void {
  const util: object = requireModule('node:util');
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  const missing = Object.entries(removed).filter(([name]) => !(name in util));
  Object.assign(util, Object.fromEntries(missing));
}
