/** Folders of the data folder that are catalogs: those that "Open a folder" makes, never among the images, and those that stand for shared ones. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { parseClusterAddress } from '../../core/cluster/clusterAddress.ts';

/** The same folder of images always has the same catalog; two folders of one name do not share one. */
export function catalogFolderFor(dataFolder: string, imageFolder: string): string {
  const mark = createHash('sha256').update(imageFolder).digest('hex').slice(0, 6);
  const name = basename(imageFolder).replace(/[^\p{L}\p{N} ._-]/gu, '_') || 'catalog';
  return join(dataFolder, 'catalogs', mark, name);
}

/** The folder that stands for a shared catalog on this machine: one per address. @throws Failure `bad-input` for what is no address */
export function sharedFolderFor(dataFolder: string, address: string): string {
  return join(dataFolder, 'shared', sharedName(address));
}

/** Of no two addresses the same. @throws Failure `bad-input` for what is no address */
export function sharedName(address: string): string {
  const { text, name } = parseClusterAddress(address);
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${name}-${mark}`;
}
