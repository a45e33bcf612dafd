import { useEffect } from 'react';
import {
  decisionsNeeded,
  type LearnedRanking,
  type RankingStanding,
} from '../../../contract/insight/ranking.ts';
import { client } from '../../api/client.ts';
import { invalidate } from '../../api/queries.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { tellFailure } from '../../shell/toasts.ts';
import { useStartedJob } from '../../shell/useStartedJob.ts';
import { ChartCard, type TableRows } from '../charts/ChartCard.tsx';
import { fieldName } from '../products/fieldName.ts';
import { describeDifference, percentWithin } from './qualityWords.ts';

/** An order of look-alikes learned from decisions: what it takes, whether it wins, and the switch. */
export function LearnCard() {
  const { data, error } = useCall('ranking.get', {});
  const job = useStartedJob('learning');
  // Decisions were made elsewhere meanwhile.
  useEffect(() => void invalidate(['ranking.get']), []);
  if (error !== null) return <ErrorNote title="What was learned could not be read" failure={error} />;
  if (data === undefined) return null;
  const { standing, ranking, isUsed } = data;

  function use(next: boolean): void {
    client
      .call('ranking.use', { isUsed: next })
      .catch((thrown: unknown) => tellFailure('The order is as it was.', thrown));
  }

  return (
    <ChartCard
      subject="Learn from decisions"
      message={describeLearned(standing, ranking, isUsed)}
      {...(ranking !== null && { readRows: async () => weightsOf(ranking) })}
    >
      {ranking === null ? (
        <p>
          {standing.isEnough
            ? 'An order of look-alikes is learned from what you accepted and rejected: by likeness, and by the fields that you go by. It is offered only if it wins on products that it was not learned from.'
            : `It takes ${decisionsNeeded.accepted} accepted and ${decisionsNeeded.rejected} rejected look-alikes, and ${decisionsNeeded.mixed} products with both. Go on deciding, and come back.`}
        </p>
      ) : (
        <p>
          {`Of an accepted and a rejected look-alike of one product the accepted one stands first: by distance in ${percentWithin(ranking.plain)}, as learned in ${percentWithin(ranking.learned)}, on products held out.`}
        </p>
      )}
      {job.running === null ? null : <ProgressBar label="Learning" value={job.running.progress} />}
      {job.failure === null ? null : <ErrorNote title="Nothing was learned" failure={job.failure} />}
      <div className="chart-choices">
        {standing.isEnough ? (
          <Button
            onPress={() => {
              if (job.running === null) void job.start(() => client.call('ranking.learn', {}));
            }}
          >
            {job.running !== null ? 'Learning…' : ranking === null ? 'Learn' : 'Learn again'}
          </Button>
        ) : null}
        {ranking?.isBetter === true ? (
          <Button variant={isUsed ? 'normal' : 'primary'} onPress={() => use(!isUsed)}>
            {isUsed ? 'Go back to distance' : 'Show look-alikes in this order'}
          </Button>
        ) : null}
      </div>
      {ranking?.isBetter === true ? (
        <p className="quiet">
          The same order holds in lists and in every file that they leave in. By distance stay: what has
          variety, likes and dislikes, or a part of a picture; the tuned distance; lists that were generated.
        </p>
      ) : null}
    </ChartCard>
  );
}

function describeLearned(
  { accepted, rejected, mixed }: RankingStanding,
  ranking: LearnedRanking | null,
  isUsed: boolean,
): string {
  if (isUsed) return 'look-alikes are shown in the learned order';
  if (ranking === null)
    return `${formatCount(accepted)} accepted, ${formatCount(rejected)} rejected, ${formatCount(mixed)} products with both`;
  const told = describeDifference(ranking.difference, ['distance', 'the learned order']);
  return ranking.isBetter || ranking.difference.high < 0 ? lowerFirst(told) : `distance is as good. ${told}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function weightsOf({ fields, weights }: LearnedRanking): TableRows {
  return [
    ['what counts', 'weight'],
    ...['likeness', ...fields.map((field) => `same ${fieldName(field).toLowerCase()}`)].map((name, at) => [
      name,
      (weights[at] ?? 0).toFixed(2),
    ]),
  ];
}
