import type { Quality } from '../../../contract/insight/quality.ts';
import { formatCounted } from '../../components/format.ts';
import { Cards } from '../../components/layout/Cards.tsx';
import { ChartCard } from '../charts/ChartCard.tsx';
import { DecisionsCard } from './DecisionsCard.tsx';
import { FieldQualityCard } from './FieldQualityCard.tsx';
import { LearnCard } from './LearnCard.tsx';
import type { QualityAddress } from './qualityAddress.ts';
import { describeLeftOut, describeSample } from './qualityWords.ts';
import { type KnownEmbeddings, nameOfSetting } from './settingWords.ts';

interface FindingsProps {
  readonly quality: Quality;
  readonly address: QualityAddress;
  readonly known: KnownEmbeddings;
  /** Others are on the way. */
  readonly isStale: boolean;
}

/** What came of a measurement: the curator's decisions first, then field by field. */
export function Findings({ quality, address, known, isStale }: FindingsProps) {
  const { settings, fields, leftOut } = quality;
  const [first = '', second] = settings.map((setting) => nameOfSetting(setting, known));
  const names = second === undefined ? null : ([first, second] as const);
  return (
    <div className="quality-findings" aria-busy={isStale}>
      <div className="quality-sample">
        <p>
          {names === null ? `By ${first}. ` : `By ${first}, against ${names[1]}. `}
          {describeSample(quality).join(' ')}
        </p>
        <p className="quiet">In brackets: where the number lies with 95 % confidence.</p>
      </div>
      <Cards {...(names !== null && { className: 'quality-compared' })}>
        <DecisionsCard quality={quality} names={names} />
        <LearnCard />
        {fields.map((field) => (
          <FieldQualityCard key={field.field} measured={field} names={names} address={address} />
        ))}
        {leftOut.length === 0 ? null : (
          <ChartCard
            subject="Left out"
            message={`${formatCounted(leftOut.length, 'field')} that ${leftOut.length === 1 ? 'says' : 'say'} nothing of look-alikes`}
          >
            <ul className="quality-list">
              {leftOut.map((field) => (
                <li key={field.field}>{describeLeftOut(field)}</li>
              ))}
            </ul>
          </ChartCard>
        )}
        {fields.length === 0 && leftOut.length === 0 ? (
          <ChartCard subject="Metadata" message="the products have none">
            <p>Import the folder again with a table that says what its products are.</p>
          </ChartCard>
        ) : null}
      </Cards>
    </div>
  );
}
