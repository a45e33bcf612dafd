import { asFailure } from '../../../contract/failure.ts';
import type { PictureChart, PictureTrait } from '../../../contract/insight/charts.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { showToast } from '../../shell/toasts.ts';
import { Bars } from './Bars.tsx';
import { ChartCard } from './ChartCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';

const subjects: Readonly<Record<PictureTrait, string>> = {
  size: 'Picture size',
  shape: 'Picture shape',
  format: 'Picture format',
};

/** Pictures by their longer side, their shape and their format; each bar leads to the products that have such pictures. */
export function PictureCards({ address }: { readonly address: ChartsAddress }) {
  const { data, error, isPlaceholderData } = useCall(
    'charts.pictures',
    { view: address.view },
    { keepPrevious: true },
  );
  if (error !== null) return <ErrorNote title="The pictures could not be counted" failure={error} />;
  if (data === undefined || data.pictures === 0) return null;
  return data.charts.map(({ trait, bars }) => (
    <ChartCard
      key={trait}
      subject={subjects[trait]}
      message={describe(bars, data.pictures)}
      isStale={isPlaceholderData}
      readRows={async () => [[trait, 'pictures'], ...bars.map(({ label, count }) => [label, count])]}
    >
      <Bars
        label={subjects[trait]}
        bars={bars.map(({ key, label, count }) => ({
          key,
          label,
          count,
          isOn: false,
          onPress: () => void showProducts(address, trait, key),
        }))}
      />
    </ChartCard>
  ));
}

function describe(bars: PictureChart['bars'], pictures: number): string {
  const [most] = bars.toSorted((a, b) => b.count - a.count);
  if (most === undefined || most.count === pictures)
    return pictures === 1
      ? `the one picture is ${most?.label}`
      : `all ${formatCount(pictures)} pictures are ${most?.label}`;
  return `${formatCount(most.count)} of ${formatCounted(pictures, 'picture')} are ${most.label}`;
}

async function showProducts(address: ChartsAddress, trait: PictureTrait, key: string): Promise<void> {
  try {
    const { view } = address;
    const { id } = await client.call('charts.holdPictures', { view, trait, key });
    // Whoever went elsewhere meanwhile stays there.
    if (currentAddress() === address)
      navigate({ ...address, view: { ...view, where: [...view.where, { kind: 'selection', id }] } });
  } catch (thrown) {
    showToast(`The filter could not be set. ${asFailure(thrown).message}`, { kind: 'error' });
  }
}
