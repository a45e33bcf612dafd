import type { PastImport } from '../../../contract/imports.ts';
import { useCall } from '../../api/useCall.ts';
import { formatCount, formatCounted } from '../../components/format.ts';
import { leave, navigate } from '../../shell/navigation.ts';
import { historyOf } from '../history/historyAddress.ts';
import { describeMoment } from '../history/historyWords.ts';
import { Bars } from './Bars.tsx';
import { ChartCard } from './ChartCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';

/** As many as are taken in at a glance. */
const mostImports = 12;

type Ended = PastImport & { readonly ended: NonNullable<PastImport['ended']> };

/** How many pictures each import embedded, the last one first; a bar leads to its report. Filters do not narrow it. */
export function ImportsCard({ address }: { readonly address: ChartsAddress }) {
  const { data } = useCall('imports.history', {});
  const ended = (data?.imports ?? []).filter((one): one is Ended => one.ended !== null);
  const [last] = ended;
  if (last === undefined) return null;
  const sum = ended.reduce((total, one) => total + one.ended.embedded, 0);
  return (
    <ChartCard
      subject="Imports over time"
      message={`${formatCounted(sum, 'picture')} embedded in ${formatCounted(ended.length, 'import')}`}
      readRows={async () => [
        ['started', 'found', 'embedded', 'unchanged', 'duplicate', 'failed', 'folder'],
        ...ended.map(({ startedAt, folder, ended: { found, embedded, unchanged, duplicate, failed } }) => [
          startedAt,
          ...[found, embedded, unchanged, duplicate, failed],
          folder,
        ]),
      ]}
    >
      <Bars
        label="Imports over time"
        bars={ended.slice(0, mostImports).map(({ number, startedAt, ended: { embedded } }) => ({
          key: String(number),
          label: describeMoment(startedAt),
          count: embedded,
          isOn: false,
          onPress: () => navigate(historyOf(leave(address), number)),
        }))}
      />
      {ended.length <= mostImports ? null : (
        <p className="quiet">{`${formatCount(ended.length - mostImports)} earlier imports in the table`}</p>
      )}
    </ChartCard>
  );
}
