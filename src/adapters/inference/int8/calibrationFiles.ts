/**
 * Where activation ranges lie, a file per input size: those of a bundled model beside its weights, as its manifest says;
 * those measured on this machine in the model's folder among the installed ones.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Calibration, calibrationSchema } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import { writeAside } from '../../files/writeAside.ts';

/** The ranges of this model at this input size, or null: what is damaged or of other weights is as good as not there. */
export async function findCalibration(model: ResolvedModel): Promise<Calibration | null> {
  for (const file of [measuredFile(model), shippedFile(model)]) {
    const calibration = file === null ? null : await readCalibration(file);
    if (calibration !== null && belongsTo(calibration, model)) return calibration;
  }
  return null;
}

/** Keeps measured ranges. @returns the file @throws Failure `disk-full`, `not-allowed` */
export async function keepCalibration(model: ResolvedModel, calibration: Calibration): Promise<string> {
  const file = measuredFile(model);
  await writeAside(file, formatCalibration(calibration));
  return file;
}

/** JSON with a line per tensor. */
export function formatCalibration(calibration: Calibration): string {
  const ranges = Object.entries(calibration.ranges).map(
    ([name, [low, high]]) => `    "${name}": [${low}, ${high}]`,
  );
  const { weightsSha256, inputSize, images } = calibration;
  const head = JSON.stringify({ weightsSha256, inputSize, images }, null, 2).slice(0, -2);
  return `${head},\n  "ranges": {\n${ranges.join(',\n')}\n  }\n}\n`;
}

function measuredFile({ calibrationFolder, inputSize }: ResolvedModel): string {
  return join(calibrationFolder, `calibration-${inputSize}.json`);
}

function shippedFile({ manifest, weightsFile, inputSize }: ResolvedModel): string | null {
  const file = manifest.calibrations?.[inputSize];
  return file === undefined ? null : join(dirname(weightsFile), file);
}

async function readCalibration(file: string): Promise<Calibration | null> {
  try {
    return calibrationSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Not there, cut or changed: ranges are measured again.
    return null;
  }
}

function belongsTo({ weightsSha256, inputSize }: Calibration, model: ResolvedModel): boolean {
  return weightsSha256 === model.manifest.sha256 && inputSize === model.inputSize;
}
