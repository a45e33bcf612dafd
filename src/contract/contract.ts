/** Every call and event between an interface and the engine, assembled from a file per feature. */
import type { z } from 'zod';
import { boardEvents, boardMethods } from './boards.ts';
import { catalogEvents, catalogMethods } from './catalogs.ts';
import { clusterMethods } from './cluster.ts';
import { exportMethods } from './exports.ts';
import { Failure } from './failure.ts';
import { generationMethods } from './generation.ts';
import { hostEvents, hostMethods } from './host.ts';
import { importMethods } from './imports.ts';
import { chartMethods } from './insight/charts.ts';
import { colourMethods } from './insight/colours.ts';
import { duplicateMethods } from './insight/duplicates.ts';
import { mapMethods } from './insight/map.ts';
import { mapColourMethods } from './insight/mapColours.ts';
import { matrixMethods } from './insight/matrix.ts';
import { qualityMethods } from './insight/quality.ts';
import { rankingEvents, rankingMethods } from './insight/ranking.ts';
import { repairMethods } from './insight/repair.ts';
import { tuningEvents, tuningMethods } from './insight/tuning.ts';
import { jobEvents, jobMethods } from './jobs.ts';
import { listEvents, listMethods } from './lists.ts';
import { modelMethods } from './models.ts';
import { productEvents, productMethods } from './products.ts';
import { queueMethods } from './queue.ts';
import { searchMethods } from './search.ts';
import { selectionMethods } from './selections.ts';
import { settingsMethods } from './settings.ts';
import { teamEvents, teamMethods } from './team.ts';
import { userEvents, userMethods } from './users.ts';

/** Answered by the engine, the same in all hosts. */
export const engineMethods = {
  ...catalogMethods,
  ...productMethods,
  ...selectionMethods,
  ...importMethods,
  ...searchMethods,
  ...listMethods,
  ...exportMethods,
  ...queueMethods,
  ...boardMethods,
  ...userMethods,
  ...generationMethods,
  ...chartMethods,
  ...matrixMethods,
  ...mapMethods,
  ...mapColourMethods,
  ...duplicateMethods,
  ...qualityMethods,
  ...rankingMethods,
  ...tuningMethods,
  ...colourMethods,
  ...repairMethods,
  ...modelMethods,
  ...jobMethods,
  ...settingsMethods,
  ...clusterMethods,
  ...teamMethods,
};

export const engineEvents = {
  ...catalogEvents,
  ...productEvents,
  ...listEvents,
  ...boardEvents,
  ...userEvents,
  ...rankingEvents,
  ...tuningEvents,
  ...jobEvents,
  ...teamEvents,
};

export const methods = { ...engineMethods, ...hostMethods };
export const events = { ...engineEvents, ...hostEvents };

type Declared<D> = {
  [M in keyof D]: D[M] extends { input: infer I; output: infer O } ? { input: I; output: O } : never;
};
type InputOf<D> = D extends { input: infer I extends z.ZodType } ? z.input<I> : never;
type ParsedOf<D> = D extends { input: infer I extends z.ZodType } ? z.output<I> : never;
type OutputOf<D> = D extends { output: infer O extends z.ZodType } ? z.output<O> : never;

export type EngineMethod = keyof typeof engineMethods;
export type HostMethod = keyof typeof hostMethods;
export type Method = keyof typeof methods;
export type EngineEvent = keyof typeof engineEvents;
export type EventName = keyof typeof events;

/** What a caller gives, what a handler gets after parsing, what both agree comes back. */
export type Input<M extends Method> = InputOf<Declared<typeof methods>[M]>;
export type Parsed<M extends Method> = ParsedOf<Declared<typeof methods>[M]>;
export type Output<M extends Method> = OutputOf<Declared<typeof methods>[M]>;
export type EventValue<E extends EventName> = z.output<(typeof events)[E]>;

export type Handler<M extends Method> = (input: Parsed<M>) => Output<M> | Promise<Output<M>>;
export type Handlers<M extends Method> = { [K in M]: Handler<K> };

/** What every transport offers an interface: a call by name, and events by name. */
export interface Client {
  call<M extends Method>(name: M, input: Input<M>): Promise<Output<M>>;
  on<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void;
}

export function isMethod(name: string): name is Method {
  return Object.hasOwn(methods, name);
}

export function isEngineMethod(name: string): name is EngineMethod {
  return Object.hasOwn(engineMethods, name);
}

/**
 * Parses a call's input by the contract.
 * @throws Failure `bad-input` that names the field ("search.similar: k: Too big …").
 */
export function parseInput<M extends Method>(name: M, input: unknown): Parsed<M> {
  const parsed = methods[name].input.safeParse(input);
  if (parsed.success) return parsed.data as Parsed<M>;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const what = issue?.message.replace(/\.$/, '') ?? 'not of the expected form';
  throw new Failure('bad-input', `${name}: ${where}${what}.`);
}
