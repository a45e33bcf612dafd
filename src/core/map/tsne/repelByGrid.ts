/** Repulsion by interpolation on a grid (FIt-SNE, Linderman 2019): its time grows with the points, not with their pairs. */
import { createGridConvolution, type GridConvolution } from './gridConvolution.ts';
import type { Repulsion } from './repulsion.ts';

/** Nodes along a box's edge, by whose values those within are interpolated; as FIt-SNE and openTSNE have it. */
const nodesPerBox = 3;
/** Boxes along an edge at least; theirs too. */
const leastBoxes = 50;
/** No box is wider than this: the kernel is as wide as that. Theirs too. */
const widestBox = 1;

/** Boxes become wider by this ratio, and grids longer: a grid with its kernel serves many iterations. */
const widthSteps = 2 ** 0.25;
const boxSteps = 8;

/** Keeps the grid from call to call. */
export function createGridRepulsion(count: number): Repulsion {
  let convolution: GridConvolution | null = null;
  let known = { boxes: 0, width: 0 };
  const boxOf = new Int32Array(count);
  const weightsX = new Float64Array(nodesPerBox * count);
  const weightsY = new Float64Array(nodesPerBox * count);
  let charges = [new Float64Array(), new Float64Array(), new Float64Array(), new Float64Array()] as const;

  function prepareGrid(span: number): GridConvolution {
    const width = Math.min(
      widestBox,
      widthSteps ** Math.floor(Math.log(span / leastBoxes) / Math.log(widthSteps)),
    );
    const boxes = Math.ceil((span / width + 1e-6) / boxSteps) * boxSteps;
    if (convolution !== null && known.width === width && known.boxes === boxes) return convolution;
    known = { boxes, width };
    const step = width / nodesPerBox;
    const edge = boxes * nodesPerBox;
    convolution = createGridConvolution(edge, (columns, rows) => {
      const square = step * step * (columns * columns + rows * rows);
      return 1 / (1 + square) ** 2;
    });
    if (charges[0].length !== edge * edge)
      charges = [
        new Float64Array(edge * edge),
        new Float64Array(edge * edge),
        new Float64Array(edge * edge),
        new Float64Array(edge * edge),
      ];
    return convolution;
  }

  return (positions, forces) => {
    const { least, span } = extentOf(positions);
    const grid = prepareGrid(span);
    const { width, boxes } = known;
    const { edge } = grid;
    const [ones, squares, xs, ys] = charges;
    for (const each of charges) each.fill(0);

    for (let point = 0; point < count; point++) {
      const x = positions[2 * point] ?? 0;
      const y = positions[2 * point + 1] ?? 0;
      const column = weigh((x - least) / width, boxes, weightsX, point);
      const row = weigh((y - least) / width, boxes, weightsY, point);
      const first = nodesPerBox * (row * edge + column);
      boxOf[point] = first;
      const square = x * x + y * y;
      for (let down = 0; down < nodesPerBox; down++) {
        const byRow = weightsY[nodesPerBox * point + down] ?? 0;
        for (let across = 0; across < nodesPerBox; across++) {
          const weight = byRow * (weightsX[nodesPerBox * point + across] ?? 0);
          const at = first + down * edge + across;
          ones[at] = (ones[at] ?? 0) + weight;
          squares[at] = (squares[at] ?? 0) + weight * square;
          xs[at] = (xs[at] ?? 0) + weight * x;
          ys[at] = (ys[at] ?? 0) + weight * y;
        }
      }
    }

    grid.convolve(ones, squares);
    grid.convolve(xs, ys);

    let sum = 0;
    for (let point = 0; point < count; point++) {
      const first = boxOf[point] ?? 0;
      let one = 0;
      let squared = 0;
      let byX = 0;
      let byY = 0;
      for (let down = 0; down < nodesPerBox; down++) {
        const byRow = weightsY[nodesPerBox * point + down] ?? 0;
        for (let across = 0; across < nodesPerBox; across++) {
          const weight = byRow * (weightsX[nodesPerBox * point + across] ?? 0);
          const at = first + down * edge + across;
          one += weight * (ones[at] ?? 0);
          squared += weight * (squares[at] ?? 0);
          byX += weight * (xs[at] ?? 0);
          byY += weight * (ys[at] ?? 0);
        }
      }
      const x = positions[2 * point] ?? 0;
      const y = positions[2 * point + 1] ?? 0;
      forces[2 * point] = x * one - byX;
      forces[2 * point + 1] = y * one - byY;
      // 1 / (1 + d²) is (1 + d²) times the kernel, and d² is |own|² − 2 own·other + |other|².
      sum += (1 + x * x + y * y) * one - 2 * (x * byX + y * byY) + squared;
    }
    // Each point is its own pair too.
    return sum - count;
  };
}

function extentOf(positions: Float64Array): { readonly least: number; readonly span: number } {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of positions) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // With some room, so that whole boxes hold all points.
  return { least, span: Math.max(most - least, 1e-9) };
}

/** Writes the weights (Lagrange's polynomials) of a box's three nodes for a place. @param place in boxes @returns the box */
function weigh(place: number, boxes: number, weights: Float64Array, point: number): number {
  const box = Math.min(boxes - 1, Math.floor(place));
  // The nodes lie at a sixth, a half and five sixths of the box, so that all of a grid's are equally far apart.
  const t = (place - box) * nodesPerBox - 0.5;
  const at = nodesPerBox * point;
  weights[at] = ((t - 1) * (t - 2)) / 2;
  weights[at + 1] = t * (2 - t);
  weights[at + 2] = (t * (t - 1)) / 2;
  return box;
}
