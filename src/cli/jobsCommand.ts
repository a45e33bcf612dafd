/** `twinset jobs [--catalog DIR]`: what runs and what ended, also while another program has the catalog open. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Job } from '../contract/jobs.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, toPath } from './options.ts';
import { formatTable, printResult } from './print.ts';

interface Words extends OutputOptions {
  readonly catalog?: string;
}

export function addJobsCommand(program: Command): void {
  const command = program
    .command('jobs')
    .description(
      'what runs and what ended: in a catalog, or else downloads and drawings of this installation',
    )
    .addOption(new Option('--catalog <dir>', 'the folder of the catalog').argParser(toPath));
  addOutputOptions(command).action(listJobs);
}

async function listJobs(words: Words): Promise<void> {
  // Loaded here, so that usage and help need no database.
  const { recordedJobs } = await import('../engine/jobs/recordedJobs.ts');
  const jobs = await recordedJobs(
    words.catalog === undefined ? { dataFolder: findDataFolder() } : { catalogFolder: words.catalog },
  );
  printResult(words, { jobs: jobs.map(toResult) }, () =>
    jobs.length === 0 ? 'No job runs, and none ended.' : formatTable(jobs.map(toRow)),
  );
}

function toResult({ id, kind, state, progress, message }: Job) {
  return { id, kind, state, progress, message };
}

function toRow({ kind, state, progress, startedAt, message }: Job): string[] {
  const share = progress === null ? '' : `${Math.floor(progress * 100)}%`;
  return [startedAt.slice(0, 19).replace('T', ' '), kind, state, share, message ?? ''];
}
