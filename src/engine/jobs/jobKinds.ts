/** What the engine knows of each kind of job beside its work. */
import type { JobKind } from '../../contract/jobs.ts';

export interface JobTraits {
  /** Whose work it is: an open catalog's, which it ends with, or this installation's. */
  readonly belongsTo: 'catalog' | 'installation';
  /** Kinds that may not run beside it, in the same catalog. */
  readonly excludes: readonly JobKind[];
  /** "An import", as a sentence begins. */
  readonly name: string;
  /** What is left of one that did not get to its end, and what to do. */
  readonly whenCut: string;
}

export const jobTraits: Readonly<Record<JobKind, JobTraits>> = {
  import: {
    belongsTo: 'catalog',
    excludes: ['import', 'prune'],
    name: 'An import',
    whenCut: 'What is done is kept; import the folder again to go on.',
  },
  prune: {
    belongsTo: 'catalog',
    excludes: ['import', 'prune'],
    name: 'A removal of products whose files are gone',
    whenCut: 'What is removed stays removed; remove again to go on.',
  },
  verify: {
    belongsTo: 'catalog',
    excludes: ['verify'],
    name: 'A check of the catalog',
    whenCut: 'Nothing was changed; check again.',
  },
  export: {
    belongsTo: 'catalog',
    excludes: [],
    name: 'An export',
    whenCut: 'No file was written; export again.',
  },
  'users-export': {
    belongsTo: 'catalog',
    excludes: [],
    name: 'An export of users’ recommendations',
    whenCut: 'No file was written; export again.',
  },
  generate: {
    belongsTo: 'catalog',
    excludes: ['generate'],
    name: 'A generation of lists',
    whenCut: 'No list was changed; generate again.',
  },
  finish: {
    belongsTo: 'catalog',
    excludes: ['finish'],
    name: 'A look at lists that are said to be done',
    whenCut: 'No list was changed; say it again.',
  },
  exposure: {
    belongsTo: 'catalog',
    excludes: ['exposure'],
    name: 'A count of recommendations',
    whenCut: 'Nothing was changed; count again.',
  },
  map: {
    belongsTo: 'catalog',
    excludes: ['map'],
    name: 'A map',
    whenCut: 'The map is as it was; lay it out again.',
  },
  duplicates: {
    belongsTo: 'catalog',
    excludes: ['duplicates'],
    name: 'A search for duplicates',
    whenCut: 'Nothing was changed; search again.',
  },
  quality: {
    belongsTo: 'catalog',
    excludes: ['quality'],
    name: 'A measurement of look-alikes',
    whenCut: 'Nothing was changed; measure again.',
  },
  learning: {
    belongsTo: 'catalog',
    excludes: ['learning'],
    name: 'A learning from decisions',
    whenCut: 'The order of look-alikes is as it was; learn again.',
  },
  tune: {
    belongsTo: 'catalog',
    excludes: ['tune'],
    name: 'A tuning',
    whenCut: 'The distances are as they were; tune again.',
  },
  colours: {
    belongsTo: 'catalog',
    excludes: ['colours'],
    name: 'A reading of colours',
    whenCut: 'What is read is kept; read again to go on.',
  },
  repair: {
    belongsTo: 'catalog',
    excludes: ['repair'],
    name: 'A look at the metadata',
    whenCut: 'Nothing was changed; look again.',
  },
  publish: {
    belongsTo: 'catalog',
    excludes: ['publish'],
    name: 'A publication',
    whenCut: 'What is written stays and is not shown before the rest is there; publish again to go on.',
  },
  embed: {
    belongsTo: 'catalog',
    excludes: ['embed'],
    name: 'An embedding of the catalog in another way',
    whenCut:
      'What is embedded stays and is not shown before the rest is there; embed again, with the same model, to go on.',
  },
  download: {
    belongsTo: 'installation',
    excludes: [],
    name: 'A download of model weights',
    whenCut: 'What was received is kept; download again to go on.',
  },
  rebuild: {
    belongsTo: 'installation',
    excludes: ['rebuild'],
    name: 'The rebuilding of a catalog',
    whenCut:
      'Nothing is removed: the old database is where it was, or beside it as “twinset.damaged …”. Open the catalog and import its folders again, or rebuild again.',
  },
  sample: {
    belongsTo: 'installation',
    excludes: [],
    name: 'The drawing of a sample catalog',
    whenCut: 'What is drawn is kept; draw it again to go on.',
  },
};
