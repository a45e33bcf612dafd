/**
 * Where measurements of this machine lie: in the model's folder among the installed ones, a file per input size,
 * pooling and machine, and beside each the int8 graph that was measured, so that a later start need not build it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import { type Tuning, type TuningKey, tuningSchema } from '../../../core/models/tuning.ts';
import { writeAside } from '../../files/writeAside.ts';

/** A measurement with the bytes of the int8 graph; null where int8 does not run. */
export interface MeasuredTuning {
  readonly tuning: Tuning;
  readonly graph: Uint8Array | null;
}

/** `graphSha256` is null where int8 does not run, so that no graph is kept. */
const keptSchema = tuningSchema.extend({ graphSha256: z.string().nullable() });

/** The measurement of exactly this, or null: what is stale, damaged or incomplete is as good as not there. */
export async function findTuning(model: ResolvedModel, key: TuningKey): Promise<MeasuredTuning | null> {
  try {
    const text = await readFile(`${tuningFile(model, key)}.json`, 'utf8');
    const { graphSha256, ...tuning } = keptSchema.parse(JSON.parse(text));
    if (!isDeepStrictEqual(tuning.key, key)) return null;
    if (graphSha256 === null) return tuning.int8 === null ? { tuning, graph: null } : null;
    const graph = await readFile(`${tuningFile(model, key)}.onnx`);
    return hashBytes(graph) === graphSha256 ? { tuning, graph } : null;
  } catch {
    // Not there, cut or changed: it is measured again.
    return null;
  }
}

/**
 * Keeps a measurement. Of what two processes leave that measure at once, the checksum decides.
 * @returns the files' path without ending
 * @throws Failure `disk-full`, `not-allowed`
 */
export async function keepTuning(model: ResolvedModel, { tuning, graph }: MeasuredTuning): Promise<string> {
  const file = tuningFile(model, tuning.key);
  if (graph !== null) await writeAside(`${file}.onnx`, graph);
  const graphSha256 = graph === null ? null : hashBytes(graph);
  await writeAside(`${file}.json`, `${JSON.stringify({ ...tuning, graphSha256 }, null, 2)}\n`);
  return file;
}

function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A home folder may be shared between machines: each has its own. */
function tuningFile({ calibrationFolder }: ResolvedModel, key: TuningKey): string {
  const { processor, cores, platform, architecture, inputSize, pooling } = key;
  const machine = hashBytes(Buffer.from(JSON.stringify([processor, cores, platform, architecture])));
  return join(calibrationFolder, `tuning-${inputSize}-${pooling}-${machine.slice(0, 8)}`);
}
