/** Calibration: the share that turned out right, never falling as the score rises. */

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955), between the means of its blocks linear, so that what was
 * ordered stays ordered.
 * @param scores as they were given; @param isRight whether each was right
 */
export function calibrate(scores: readonly number[], isRight: readonly boolean[]): (score: number) => number {
  const order = scores.map((_, at) => at).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const blocks: { score: number; right: number; count: number }[] = [];
  for (const at of order) {
    let block = { score: scores[at] ?? 0, right: isRight[at] === true ? 1 : 0, count: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      const isApart = last.right / last.count < block.right / block.count;
      if (isApart && last.count >= leastBlock) break;
      const count = last.count + block.count;
      const score = (last.score * last.count + block.score * block.count) / count;
      block = { score, right: last.right + block.right, count };
      blocks.pop();
    }
    blocks.push(block);
  }
  return (score) => {
    const at = blocks.findIndex((block) => block.score >= score);
    const [below, above] = at < 0 ? [blocks.at(-1), undefined] : [blocks[at - 1], blocks[at]];
    if (below === undefined || above === undefined) return shareOf(below ?? above);
    const part = (score - below.score) / (above.score - below.score);
    return shareOf(below) + part * (shareOf(above) - shareOf(below));
  };
}

/** Fewer say little of a share. */
const leastBlock = 25;

/** One more that was wrong than there was: no share is certain. */
function shareOf(block: { right: number; count: number } | undefined): number {
  return block === undefined ? 0 : block.right / (block.count + 1);
}
