/** What a list would gain without one part of its rule, as far as counting kinds of products tells. */
import type { FillGround, ListFill } from './listFill.ts';
import type { CountedGround, ProductKind, ProductKinds } from './productKinds.ts';
import { conditionsOf, type PlacedRule, type RulePart } from './rules.ts';

export interface PartGain {
  readonly path: string;
  /** The rule without the part, and what was rejected and stays so. */
  readonly relaxed: PlacedRule;
  readonly rejected: readonly number[];
  /** Entries that the list gains at most. */
  readonly most: number;
  /** Nothing but the count decides: it gains so many. */
  readonly isSure: boolean;
}

/** A part of a rule that shares out places: so many for each value. */
interface Share {
  /** Null: the groups of variants. */
  readonly field: string | null;
  /** Null: there is room for all of them. */
  valueOf(kind: ProductKind): number | null;
  /** Places that the list as it stands has left for a value. */
  roomFor(value: number): number;
}

type Kinds = Map<ProductKind, number>;
type Obstacle = (kind: ProductKind) => boolean;

/**
 * In the order of the rule's parts; what was rejected comes last.
 *
 * A product comes in without a part where no other part keeps it out, so one look at every kind tells of all parts. How many of
 * them find room is certain where one part at most shares out places; where several do, or where likeness has a say, the
 * nearest take the room, and the count is a bound.
 */
export function countGains(ground: CountedGround, fill: ListFill): PartGain[] {
  const { rule, rejected } = fill;
  const { kinds, conditions, shares, obstacles, own } = lookAt(ground, fill);
  const always: Kinds = new Map();
  const without = conditions.map((): Kinds => new Map());
  const capped = without[conditions.findIndex(({ part }) => part.name === 'exposureCap')];
  for (const kind of kinds.all) {
    const only = onlyObstacle(obstacles, kind);
    if (only === null) continue;
    add(without[only] ?? always, kind, kind.open - (own.open.get(kind) ?? 0));
    if (only === noObstacle && capped !== undefined) add(capped, kind, kind.full - (own.full.get(kind) ?? 0));
  }

  function gainOf(
    path: string,
    relaxed: PlacedRule,
    stillRejected: readonly number[],
    alone: Kinds,
  ): PartGain {
    for (const [kind, count] of always) add(alone, kind, count);
    const left = shares.filter((share) => isAsked(share, relaxed));
    const most = roomOf(fill, alone, left);
    const isSure = most === 0 || (relaxed.minScore === undefined && left.length < 2);
    return { path, relaxed, rejected: stillRejected, most, isSure };
  }

  const gains = conditions.map(({ path, relaxed }, at) =>
    gainOf(path, relaxed, rejected, without[at] ?? new Map()),
  );
  if (rejected.length === 0) return gains;
  const takenBack: Kinds = new Map();
  for (const row of rejected) {
    const kind = kinds.kindOf(row);
    if (kind !== undefined && !kinds.isFull(row) && onlyObstacle(obstacles, kind) === noObstacle)
      add(takenBack, kind, 1);
  }
  return [...gains, gainOf('rejected', rule, [], takenBack)];
}

/** How many entries a list may yet take under its rule, whatever they look like. */
export function countRoom(ground: CountedGround, fill: ListFill): number {
  const { kinds, shares, obstacles, own } = lookAt(ground, fill);
  const newcomers: Kinds = new Map();
  for (const kind of kinds.all) {
    if (onlyObstacle(obstacles, kind) !== noObstacle) continue;
    add(newcomers, kind, kind.open - (own.open.get(kind) ?? 0));
    if (fill.rule.exposureCap === undefined) add(newcomers, kind, kind.full - (own.full.get(kind) ?? 0));
  }
  return roomOf(fill, newcomers, shares);
}

/** What decides, kind by kind, what may come into a list as it stands. */
function lookAt(ground: CountedGround, fill: ListFill) {
  const kinds = kindsOf(ground, fill.rule);
  const conditions = conditionsOf(fill.rule);
  const shares = sharesOf(ground, fill);
  const obstacles = conditions.map(({ part }) => obstacleOf(ground, shares, fill, part));
  return { kinds, conditions, shares, obstacles, own: countOwn(kinds, fill) };
}

/** Those of the rule, which serve it without one of its parts as well. */
function kindsOf({ kinds }: CountedGround, { place }: PlacedRule): ProductKinds {
  const known = kinds.get(place);
  if (known === undefined) throw new RangeError(`The products of rule ${place} were not counted.`);
  return known;
}

function sharesOf({ table, variantGroups }: FillGround, { rule, kept, chosen }: ListFill): Share[] {
  const entries = [...kept, ...chosen];
  const shares = Object.entries(rule.atMostPer).map(([field, most]): Share => {
    const { codeAt } = table.column(field);
    const used = countValues(entries.map(codeAt));
    return {
      field,
      valueOf: ({ codes }) => codes.get(field) || null,
      roomFor: (code) => most - (used.get(code) ?? 0),
    };
  });
  if (!rule.onePerVariantGroup) return shares;
  const shown = new Set(entries.map((row) => variantGroups?.[row] ?? null));
  const oneOfEach: Share = {
    field: null,
    valueOf: ({ group }) => group,
    roomFor: (group) => (shown.has(group) ? 0 : 1),
  };
  return [...shares, oneOfEach];
}

/**
 * Whether a part keeps all products of a kind out of the list as it stands. A least score and an exposure cap look at the single
 * product.
 */
function obstacleOf(
  { table }: FillGround,
  shares: readonly Share[],
  { row }: ListFill,
  part: RulePart,
): Obstacle {
  switch (part.name) {
    case 'target':
      return ({ isTarget }) => !isTarget;
    case 'exclude':
      return ({ isExcluded }) => isExcluded;
    case 'exposureCap':
    case 'minScore':
      return () => false;
    case 'same': {
      const own = table.column(part.field).codeAt(row);
      return ({ codes }) => own !== 0 && codes.get(part.field) !== own;
    }
    case 'different': {
      const own = table.column(part.field).codeAt(row);
      return ({ codes }) => own !== 0 && codes.get(part.field) === own;
    }
    default: {
      const field = 'field' in part ? part.field : null;
      const share = shares.find((each) => each.field === field);
      return (kind) => {
        const value = share?.valueOf(kind) ?? null;
        return share !== undefined && value !== null && share.roomFor(value) <= 0;
      };
    }
  }
}

function isAsked({ field }: Share, { atMostPer, onePerVariantGroup }: PlacedRule): boolean {
  return field === null ? onePerVariantGroup : field in atMostPer;
}

/** Products of each kind that are no longer candidates, because the list is theirs or they were decided on or chosen. */
function countOwn(kinds: ProductKinds, { row, kept, chosen, rejected }: ListFill) {
  const own = { open: new Map() as Kinds, full: new Map() as Kinds };
  for (const each of new Set([row, ...kept, ...chosen, ...rejected])) {
    const kind = kinds.kindOf(each);
    if (kind !== undefined) add(kinds.isFull(each) ? own.full : own.open, kind, 1);
  }
  return own;
}

const noObstacle = -1;

/** The place of the one part that keeps a kind out; null: several do. */
function onlyObstacle(obstacles: readonly Obstacle[], kind: ProductKind): number | null {
  let only = noObstacle;
  for (let at = 0; at < obstacles.length; at++) {
    if (obstacles[at]?.(kind) !== true) continue;
    if (only !== noObstacle) return null;
    only = at;
  }
  return only;
}

function add(kinds: Kinds, kind: ProductKind, count: number): void {
  if (count > 0) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
}

/** How many of them find an empty place, if none takes another's room. */
function roomOf({ missing }: ListFill, newcomers: Kinds, shares: readonly Share[]): number {
  let total = 0;
  for (const count of newcomers.values()) total += count;
  return Math.min(missing, total, ...shares.map((share) => roomFor(newcomers, share)));
}

/** How many of them a part that shares out places lets in. */
function roomFor(kinds: Kinds, share: Share): number {
  const byValue = new Map<number, number>();
  let room = 0;
  for (const [kind, count] of kinds) {
    const value = share.valueOf(kind);
    if (value === null) room += count;
    else byValue.set(value, (byValue.get(value) ?? 0) + count);
  }
  for (const [value, count] of byValue) room += Math.min(count, Math.max(0, share.roomFor(value)));
  return room;
}

function countValues(codes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
