/** The crowds of a map: what lies together, parted where it gets thin between them. The same map always has the same ones. */
import { mapEdge } from '../../../../contract/insight/map.ts';
import type { Box } from '../plot/camera.ts';
import type { Points } from '../plot/pointGrid.ts';

export interface Groups {
  /** The largest first; a point that belongs to none of them has the index -1. */
  readonly boxes: readonly Box[];
  readonly groupOf: Int16Array;
}

/** More than a person would walk through. */
const mostGroups = 24;
/** A crowd is parted from a denser one where the way between them is thinner than this share of its own density. */
const parted = 0.7;
/** Smaller ones are no crowd. */
const leastShare = 0.004;

/** @param counts 1 for each point that may belong to a group */
export function findGroups(points: Points, counts: Uint8Array): Groups {
  const total = counts.reduce((sum, each) => sum + each, 0);
  // About four points in a cell, so that a cell says something.
  const side = Math.max(16, Math.min(96, Math.round(Math.sqrt(total) / 2)));
  const cellOf = (index: number) => {
    const [x, y] = [points.x[index] ?? 0, points.y[index] ?? 0];
    return Math.floor((y * side) / (mapEdge + 1)) * side + Math.floor((x * side) / (mapEdge + 1));
  };
  const density = new Float64Array(side * side);
  for (let index = 0; index < counts.length; index++) {
    if (counts[index] === 1) density[cellOf(index)] = (density[cellOf(index)] ?? 0) + 1;
  }
  const crowdOf = partCells(blur(blur(density, side), side), side);

  const sizes = new Map<number, number>();
  for (let index = 0; index < counts.length; index++) {
    const crowd = crowdOf[cellOf(index)] ?? -1;
    if (counts[index] === 1) sizes.set(crowd, (sizes.get(crowd) ?? 0) + 1);
  }
  const least = Math.max(2, total * leastShare);
  const largest = [...sizes]
    .filter(([, size]) => size >= least)
    .sort(([crowd, size], [otherCrowd, otherSize]) => otherSize - size || crowd - otherCrowd)
    .slice(0, mostGroups)
    .map(([crowd]) => crowd);
  const groupOf = new Int16Array(counts.length).fill(-1);
  for (let index = 0; index < counts.length; index++) {
    if (counts[index] === 1) groupOf[index] = largest.indexOf(crowdOf[cellOf(index)] ?? -1);
  }
  return { boxes: boxesOf(points, groupOf, largest.length), groupOf };
}

/**
 * Walks from the densest cell to the thinnest: a cell joins the crowd beside it, and where two crowds meet, the one with the lower
 * summit joins the other unless it stands out clearly above the place where they meet.
 * @returns for each cell the cell of its crowd's summit
 */
function partCells(density: Float64Array, side: number): Int32Array {
  const order = [...density.keys()]
    .filter((cell) => (density[cell] ?? 0) > 0)
    .sort((one, other) => (density[other] ?? 0) - (density[one] ?? 0) || one - other);
  const parent = new Int32Array(density.length).fill(-1);
  const find = (cell: number): number => {
    let root = cell;
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root;
    return root;
  };
  for (const cell of order) {
    const around = neighboursOf(cell, side)
      .filter((each) => (parent[each] ?? -1) !== -1)
      .map(find)
      .sort((one, other) => (density[other] ?? 0) - (density[one] ?? 0) || one - other);
    const [highest = cell, ...others] = new Set(around);
    parent[cell] = highest;
    for (const other of others) {
      if ((density[cell] ?? 0) >= parted * (density[other] ?? 0)) parent[other] = highest;
    }
  }
  return parent.map((_, cell) => (parent[cell] === -1 ? -1 : find(cell)));
}

function neighboursOf(cell: number, side: number): number[] {
  const [row, column] = [Math.floor(cell / side), cell % side];
  const found: number[] = [];
  for (let r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) {
      if (r !== row || c !== column) found.push(r * side + c);
    }
  }
  return found;
}

/** Each cell becomes the mean of itself, twice, and those beside it; the edge of the map is no crowd's edge. */
function blur(density: Float64Array, side: number): Float64Array {
  return density.map((own, cell) => {
    const around = neighboursOf(cell, side);
    return around.reduce((sum, each) => sum + (density[each] ?? 0), 2 * own) / (around.length + 2);
  });
}

function boxesOf({ x, y }: Points, groupOf: Int16Array, count: number): Box[] {
  const boxes = Array.from({ length: count }, () => ({ left: mapEdge, top: mapEdge, right: 0, bottom: 0 }));
  for (let index = 0; index < groupOf.length; index++) {
    const box = boxes[groupOf[index] ?? -1];
    if (box === undefined) continue;
    const [px, py] = [x[index] ?? 0, y[index] ?? 0];
    box.left = Math.min(box.left, px);
    box.right = Math.max(box.right, px);
    box.top = Math.min(box.top, py);
    box.bottom = Math.max(box.bottom, py);
  }
  return boxes;
}
