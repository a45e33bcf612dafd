import { Button } from 'react-aria-components';
import { useCall } from '../../../api/useCall.ts';
import { formatScore } from '../../../components/format.ts';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { useAddress } from '../../../shell/navigation.ts';
import { useSettings } from '../../../shell/settings.ts';
import './NearestStrip.css';

const nearest = 6;

export interface NearestStripProps {
  readonly id: string;
  readonly onOpen: (id: string) => void;
}

/** The first look-alikes of a product, beside it: a glance before going there. */
export function NearestStrip({ id, onOpen }: NearestStripProps) {
  const { view } = useAddress();
  const [settings] = useSettings();
  const { data, error, isPlaceholderData } = useCall(
    'search.similar',
    { query: { kind: 'product', id }, k: nearest, metric: settings.metric, where: view.where },
    { keepPrevious: true },
  );
  if (error !== null) return <p className="nearest-none">{error.message}</p>;
  if (data !== undefined && data.results.length === 0) {
    return <p className="nearest-none">No other product passes the filters.</p>;
  }
  const results = data?.results ?? [];
  return (
    <div>
      {view.where.length === 0 ? null : (
        <p className="nearest-filtered">Only look-alikes that pass the filters</p>
      )}
      <ul
        className="nearest"
        aria-label="Nearest look-alikes"
        data-stale={isPlaceholderData ? '' : undefined}
      >
        {Array.from({ length: data === undefined ? nearest : results.length }, (_, index) => {
          const result = results[index];
          return (
            <li key={result?.id ?? index}>
              {result === undefined ? (
                <span className="nearest-picture">
                  <span className="thumbnail" />
                </span>
              ) : (
                <Button
                  className="nearest-item"
                  aria-label={`${result.name}, score ${formatScore(result.score)}: see its look-alikes`}
                  onPress={() => onOpen(result.id)}
                >
                  <span className="nearest-picture">
                    <Thumbnail imageId={result.imageId} alt="" />
                  </span>
                  <span className="nearest-score">{formatScore(result.score)}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
