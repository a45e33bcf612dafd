/** The ports of what a shared catalog does not offer. What only asks whether something is there is told that nothing is. */
import type { DuplicatesPort } from '../../../core/duplicates/ports.ts';
import type { MapPort } from '../../../core/map/ports.ts';
import type { TuningPort } from '../../../core/tuning/ports.ts';
import { refuse } from './notShared.ts';

export const mapElsewhere: MapPort = {
  layout: async () => null,
  make: refuse('A map'),
};

export const duplicatesElsewhere: Omit<DuplicatesPort, 'decided'> = {
  sketchesOf: refuse('Duplicates'),
  squaresOf: refuse('Duplicates'),
  countMemberships: refuse('Duplicates'),
  keep: refuse('Duplicates'),
  sayDistinct: refuse('Duplicates'),
  show: refuse('Duplicates'),
};

export const tuningElsewhere: TuningPort = {
  kept: async () => null,
  fields: refuse('A distance of its own'),
  learn: refuse('A distance of its own'),
  drop: async () => false,
  prepare: async () => undefined,
};
