/** Damages many files and reads them: none may crash or hang the reader, and each ends with a result or a reason. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FuzzKind } from './fuzzMessages.ts';
import { createFuzzReader, type FuzzOutcome } from './fuzzReader.ts';
import { drawImageSeeds } from './imageSeeds.ts';
import { mutate } from './mutate.ts';
import { createRandomSource } from './randomSource.ts';
import { writeTableSeeds } from './tableSeeds.ts';
import { tellCrash } from './tellCrash.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly images: number;
  readonly tables: number;
  /** Where files are kept that were a finding. */
  readonly keptFolder: string;
  readonly onProgress?: (line: string) => void;
}

export interface FuzzFinding {
  readonly kind: FuzzKind;
  readonly what: string;
  readonly words: string;
  readonly file: string;
}

export interface FuzzReport {
  readonly read: number;
  readonly refused: number;
  /** Crashes of a native library that the vision worker survives and tells of: no findings. */
  readonly toldCrashes: number;
  readonly peakBytes: number;
  readonly findings: readonly FuzzFinding[];
  /** How often each reason was given, the commonest first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

/** A picture of the largest size that is accepted takes 450 MB decoded, and an interlaced one twice that. */
const maxBytes = 2 * 1024 ** 3;
const isReason = /^\S.{9,}[.!]$/s;

export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-fuzz-'));
  const reader = createFuzzReader({ folder });
  const findings: FuzzFinding[] = [];
  const reasons = new Map<string, number>();
  const tally = { read: 0, refused: 0, toldCrashes: 0, peakBytes: 0 };

  function keep(kind: FuzzKind, number: number, bytes: Buffer, what: string, words: string): void {
    mkdirSync(options.keptFolder, { recursive: true });
    const file = join(options.keptFolder, `${kind}-${options.seed}-${number}.bin`);
    writeFileSync(file, bytes);
    findings.push({ kind, what, words, file });
  }

  function judge(outcome: FuzzOutcome): string | null {
    switch (outcome.end) {
      case 'read':
        tally.read += 1;
        break;
      case 'refused': {
        if (!isReason.test(outcome.words)) return 'no reason';
        tally.refused += 1;
        const reason = outcome.words.replaceAll(/[\d,]+/g, 'N').slice(0, 90);
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        break;
      }
      default:
        return outcome.end;
    }
    if (outcome.peakBytes > maxBytes) {
      reader.close();
      return `${Math.round(outcome.peakBytes / 1024 ** 2)} MiB of memory`;
    }
    tally.peakBytes = Math.max(tally.peakBytes, outcome.peakBytes);
    return null;
  }

  async function fuzz(kind: FuzzKind, count: number, seeds: readonly [Buffer, ...Buffer[]]): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      const bytes = mutate(seeds, createRandomSource(options.seed, kind === 'image' ? 1 : 2, number));
      const outcome = await reader.read({ kind, bytes });
      const what = judge(outcome);
      if (what === 'crash' && kind === 'image' && isReason.test((await tellCrash(bytes, folder)) ?? '')) {
        tally.toldCrashes += 1;
      } else if (what !== null) keep(kind, number, bytes, what, outcome.words);
      if ((number + 1) % 1000 === 0) options.onProgress?.(`${number + 1} of ${count} ${kind}s`);
    }
  }

  try {
    await fuzz('image', options.images, await drawImageSeeds());
    await fuzz('table', options.tables, writeTableSeeds());
  } finally {
    reader.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { ...tally, findings, reasons: [...reasons].toSorted(([, one], [, other]) => other - one) };
}
