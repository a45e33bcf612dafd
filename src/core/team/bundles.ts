/**
 * Generated lists on their way from one replica of a shared catalog to the others: some hundreds in a bundle, because a generation has tens
 * of thousands. What stands of a generation is a thing like all others, which names the set of its bundles and is sent after them.
 */
import { z } from 'zod';
import type { GeneratedList } from '../lists/generatedList.ts';

export interface BundleName {
  /** No other generation has its name, nor the same one where it was bundled anew. */
  readonly set: string;
  /** Within the set, from 0. */
  readonly place: number;
}

export interface ListBundle extends BundleName {
  readonly lists: readonly GeneratedList[];
}

/** All bundles of a set. */
export interface LeftSet {
  readonly set: string;
  /** Their places are below this. */
  readonly bundles: number;
}

/** A set that is not to be removed, because a generation is about to be said to stand by it. */
export interface ClaimedSet {
  readonly set: string;
  readonly generation: string;
}

/** A generation whose lists stand. */
export interface SharedGeneration {
  /** As things have it. */
  readonly name: string;
  /** Of its lists. */
  readonly type: string;
  /** Since when it stands, by its author's clock; ISO 8601. */
  readonly at: string;
  /** Who said so last; null where that is not sent yet. */
  readonly author: string | null;
  /** Null where its lists are on this machine alone. */
  readonly set: string | null;
  /** False: some of its lists are not here, and none of them is shown. */
  readonly isWhole: boolean;
  /** So many of its lists are here. */
  readonly lists: number;
  /** Newer ones lie over each of its lists. */
  readonly isCovered: boolean;
}

/** So many lists are a bundle. */
export const listsPerBundle = 500;

const textSchema = z.array(z.tuple([z.string(), z.number().int().nullable(), z.array(z.string())]));

export function bundleText(lists: readonly GeneratedList[]): string {
  return JSON.stringify(lists.map(({ productId, rule, entries }) => [productId, rule, entries]));
}

/** Null for what is no such text. */
export function readBundleText(text: string): GeneratedList[] | null {
  try {
    const { data } = textSchema.safeParse(JSON.parse(text));
    return data?.map(([productId, rule, entries]) => ({ productId, rule, entries })) ?? null;
  } catch {
    return null;
  }
}
