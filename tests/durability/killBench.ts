/** What the rounds of kills share. */
import type { Random } from '../../src/sample/random.ts';

export interface KillBench {
  readonly runs: number;
  readonly random: Random;
  /** Everything is in it, and goes with it. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** An imported catalog. */
  readonly catalog: string;
  say(text: string): void;
  lose(what: string): void;
}
