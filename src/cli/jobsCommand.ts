/** `twinset jobs [--catalog DIR]`: what runs and what ended, also while another program has the catalog open. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Job } from '../contract/jobs.ts';
import { isClusterAddress } from '../contract/paths.ts';
import { sharedFolderFor } from '../engine/catalogs/catalogFolders.ts';
import { findDataFolder } from '../engine/dataFolder.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, toPlace } from './options.ts';
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
    .addOption(
      new Option('--catalog <dir|url>', 'the folder of the catalog, or a shared one’s address').argParser(
        toPlace,
      ),
    );
  addOutputOptions(command).action(listJobs);
}

async function listJobs(words: Words): Promise<void> {
  // Loaded here, so that usage and help need no database.
  const { recordedJobs } = await import('../engine/jobs/recordedJobs.ts');
  const dataFolder = findDataFolder();
  const jobs = await recordedJobs(
    words.catalog === undefined ? { dataFolder } : { catalogFolder: folderOf(words.catalog, dataFolder) },
  );
  printResult(words, { jobs: jobs.map(toResult) }, () =>
    jobs.length === 0 ? 'No job runs, and none ended.' : formatTable(jobs.map(toRow)),
  );
}

/** Of a shared catalog the one that stands for it on this machine. */
function folderOf(place: string, dataFolder: string): string {
  return isClusterAddress(place) ? sharedFolderFor(dataFolder, place) : place;
}

function toResult({ id, kind, state, progress, message }: Job) {
  return { id, kind, state, progress, message };
}

function toRow({ kind, state, progress, startedAt, message }: Job): string[] {
  const share = progress === null ? '' : `${Math.floor(progress * 100)} %`;
  return [startedAt.slice(0, 19).replace('T', ' '), kind, state, share, message ?? ''];
}
