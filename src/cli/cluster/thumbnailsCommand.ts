/** `twinset cluster thumbnails`: where the pictures of a shared catalog are, and accepting that on this machine. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { OutsideThumbnails, ThumbnailPlace } from '../../contract/cluster.ts';
import { isClusterAddress } from '../../contract/paths.ts';
import { addOutputOptions, type CatalogWords, catalogOption } from '../options.ts';
import { printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface ThumbnailsWords extends CatalogWords {
  readonly follow?: true;
  readonly folder?: string;
  readonly keys?: string;
  readonly keep?: true;
}

export function addThumbnailsCommand(cluster: Command): void {
  const command = cluster
    .command('thumbnails')
    .description(
      'where the pictures of a shared catalog are; with --follow or --folder, accept that on this machine',
    )
    .addOption(catalogOption())
    .option('--follow', 'read and write them there from now on, from this machine')
    .addOption(
      new Option('--folder <folder>', 'where the shared folder is on this machine; follows it').argParser(
        (text: string) => resolve(text),
      ),
    )
    .addOption(keysOption())
    .option('--keep', 'keep the keys on this machine, for you alone');
  addOutputOptions(command).action(run);
}

/** Of an object store; also for publishing to one. */
export function keysOption(): Option {
  return new Option(
    '--keys <file>',
    'KEY:SECRET or KEY:SECRET:REGION of an object store, in a file that only you may read; default: TWINSET_OBJECTS_KEY, TWINSET_OBJECTS_SECRET',
  ).argParser((text: string) => resolve(text));
}

/** @param text "index", an address, or a folder */
export function readPlace(text: string): ThumbnailPlace {
  if (text === 'index') return { kind: 'index' };
  if (isClusterAddress(text)) return { kind: 'objects', address: text };
  return { kind: 'folder', path: resolve(text) };
}

function run(words: ThumbnailsWords): Promise<void> {
  return withCatalog(words, async (engine) => {
    const { outside } = await engine.call('cluster.thumbnails', {});
    const { keys: objectKeys } = words;
    const isAccepted = words.follow === true || words.folder !== undefined;
    if (outside === null || !isAccepted) {
      printResult(words, { outside }, () => describePlace(outside));
      return;
    }
    const folder = words.folder ?? (outside.kind === 'folder' ? outside.where : undefined);
    const followed = await engine.call('cluster.followThumbnails', {
      where: outside.where,
      isKept: words.keep === true,
      ...(folder !== undefined && { folder }),
      ...(objectKeys !== undefined && { objectKeys }),
    });
    printResult(words, { outside: followed }, () => describePlace(followed));
  });
}

function describePlace(outside: OutsideThumbnails | null): string {
  if (outside === null) return 'Thumbnails are in the cluster';
  const { where, folder, isFollowed, problem } = outside;
  if (!isFollowed)
    return `Thumbnails are in ${where}, which is not followed on this machine yet. Accept it with --follow, or with --folder where it is mounted elsewhere`;
  const here = folder === null || folder === where ? '' : `, on this machine ${folder}`;
  return `Thumbnails are in ${where}${here}${problem === null ? '' : `. ${problem}`}`;
}
