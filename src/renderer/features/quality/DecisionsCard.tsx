import type { Quality } from '../../../contract/insight/quality.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ChartCard, type TableRows } from '../charts/ChartCard.tsx';
import { cellsOf } from './FieldQualityCard.tsx';
import { describeDifference, percent, percentWithin } from './qualityWords.ts';

interface DecisionsCardProps {
  readonly quality: Quality;
  readonly names: readonly [string, string] | null;
}

/** How well look-alikes agree with what the curator accepted, rejected and pinned. */
export function DecisionsCard({ quality, names }: DecisionsCardProps) {
  const { decisions, k } = quality;
  const { products, accepted, rejected, pinned, acceptance, reciprocalRank } = decisions;
  if (products === 0) {
    return (
      <ChartCard subject="Your decisions" message="there are none yet on these products">
        <p>
          Open look-alikes, accept with A what fits and reject with X what does not. Then measure again: you
          see how many of the first look-alikes you would accept, and where the ones that you chose stand.
        </p>
      </ChartCard>
    );
  }
  const first = acceptance?.estimates[0];
  return (
    <ChartCard
      subject="Your decisions"
      message={
        first === undefined
          ? `none of the first ${k} look-alikes was decided on`
          : `${percent(first.value)} of what you decided on among the first ${k} was accepted`
      }
      readRows={async () => rowsOf(quality, names)}
    >
      <p>
        {`${formatCount(accepted)} accepted, ${formatCount(pinned)} pinned and ${formatCount(rejected)} rejected look-alikes of ${formatCounted(products, 'product')}.`}
      </p>
      <ul className="quality-list">
        {acceptance === null ? null : (
          <li>
            {`Accepted at ${k}: ${acceptance.estimates.map(percentWithin).join(' → ')}`}
            {acceptance.difference === null || names === null
              ? null
              : `. ${describeDifference(acceptance.difference, names)}.`}
          </li>
        )}
        {reciprocalRank === null ? null : (
          <li>
            {`Mean reciprocal rank of the nearest one that you chose: ${reciprocalRank.estimates
              .map(({ value, low, high }) => `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`)
              .join(' → ')}`}
            {reciprocalRank.difference === null || names === null
              ? null
              : `. ${describeDifference(reciprocalRank.difference, names, 'ranks')}.`}
            <span className="quiet"> 1: it always stands first; 0.5: second.</span>
          </li>
        )}
      </ul>
      {names === null ? null : (
        <p className="quiet">
          What was shown first was decided on first: a new way of finding look-alikes is judged by what the
          old one showed, and may be better than it looks here.
        </p>
      )}
    </ChartCard>
  );
}

function rowsOf(
  { decisions: { acceptance, reciprocalRank }, k }: Quality,
  names: readonly [string, string] | null,
): TableRows {
  const measures = [
    { name: `accepted at ${k}`, measured: acceptance },
    { name: 'mean reciprocal rank', measured: reciprocalRank },
  ];
  return [
    ['measure', 'value', 'from', 'to'],
    ...measures.flatMap(({ name, measured }) =>
      measured === null
        ? []
        : [
            ...measured.estimates.map((estimate, at) => [
              names === null ? name : `${name}, ${names[at]}`,
              ...cellsOf(estimate),
            ]),
            ...(measured.difference === null
              ? []
              : [[`${name}, difference`, ...cellsOf(measured.difference)]]),
          ],
    ),
  ];
}
