/** Settings and mappings of a shared catalog's indices. Fields that nobody named are refused, so that no name of a metadata field becomes one. */
import type { GraphKind } from '../../../contract/cluster.ts';
import { markOf, type PublishedCatalog, productsMark } from './catalogFormat.ts';
import { vectorProperty } from './vectorMapping.ts';

export interface IndexShape {
  readonly shards: number;
  /** Copies beside the first. */
  readonly replicas: number;
  /** Null: as it is there already, and as they are in a new one. */
  readonly graph: GraphKind | null;
}

/** Lucene takes no term longer than 32,766 bytes; a character has four at most. */
const longestTerm = 8191;
/** As deep as a view can be gone into without asking for all ids. */
export const deepestWindow = 100_000;

const term = { type: 'keyword', ignore_above: longestTerm } as const;
/** Kept, and not searched. */
const kept = { type: 'keyword', index: false, doc_values: false } as const;

/** Whose document it is: indices of before there were imports lack it. */
export const ownerProperty = { from: term } as const;

/** How many copies must have a document before a write of it is answered as done. */
export function writtenCopies({ replicas }: IndexShape): number {
  return Math.min(2, replicas + 1);
}

/** A document is one picture of a product, with all that is said of the product; or a product without any. */
export function productsBody(shape: IndexShape, published: PublishedCatalog) {
  return {
    settings: {
      index: {
        ...settingsOf(shape),
        knn: true,
        // The vector is put back from where the index has it, bit by bit: 16 KB a document in place of 47.
        'knn.derived_source.enabled': true,
        max_result_window: deepestWindow,
      },
    },
    mappings: {
      dynamic: 'strict',
      _meta: productsMark(published),
      properties: {
        product: term,
        looseId: term,
        name: kept,
        /** Of a product's documents one counts it in views. */
        leads: { type: 'boolean' },
        /** The order in which products came. */
        place: { type: 'long' },
        imageId: term,
        ...ownerProperty,
        hidden: { type: 'boolean' },
        attributes: term,
        scalars: term,
        order: term,
        words: term,
        fieldWords: term,
        digest: { type: 'keyword', index: false },
        /** What is only shown. */
        shown: { type: 'object', enabled: false },
        vector: vectorProperty(shape.graph ?? 'float'),
      },
    },
  };
}

export function thumbnailsBody(shape: IndexShape) {
  return {
    settings: { index: settingsOf(shape) },
    mappings: {
      dynamic: 'strict',
      _meta: markOf('thumbnails'),
      properties: { bytes: { type: 'binary' } },
    },
  };
}

/** Documents of many kinds, each known by its id; only what is asked for by is a field. */
export function curationBody(shape: IndexShape) {
  return {
    settings: { index: settingsOf(shape) },
    mappings: {
      dynamic: 'strict',
      _meta: markOf('curation'),
      properties: {
        kind: term,
        product: term,
        lookAlike: term,
        listType: term,
        author: term,
        at: { type: 'date' },
        state: term,
        value: { type: 'object', enabled: false },
      },
    },
  };
}

export function journalBody(shape: IndexShape) {
  return {
    settings: { index: settingsOf(shape) },
    mappings: {
      dynamic: 'strict',
      _meta: markOf('journal'),
      properties: {
        step: { type: 'long' },
        operation: term,
        product: term,
        author: term,
        at: { type: 'date' },
        before: { type: 'object', enabled: false },
        after: { type: 'object', enabled: false },
      },
    },
  };
}

/** So that others see what was written. */
export const usualRefresh = '1s';
/** Of what nobody sees yet: every look at it would make another graph. */
export const noRefresh = '-1';

function settingsOf(shape: IndexShape) {
  return {
    number_of_shards: shape.shards,
    number_of_replicas: shape.replicas,
    refresh_interval: usualRefresh,
    'write.wait_for_active_shards': String(writtenCopies(shape)),
  };
}
