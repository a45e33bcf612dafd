import { Images } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { Cards } from '../../components/layout/Cards.tsx';
import { navigate } from '../../shell/navigation.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { showImportSheet } from '../imports/importIntent.ts';
import { EmptyLibrary } from '../products/EmptyLibrary.tsx';
import { isNarrowed } from '../products/facets/filters.ts';
import { NoMatch } from '../products/facets/NoMatch.tsx';
import { LibraryStatus } from '../products/LibraryStatus.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { ChartCard } from './ChartCard.tsx';
import { CrossCard } from './CrossCard.tsx';
import type { ChartsAddress } from './chartsAddress.ts';
import { FieldCard } from './FieldCard.tsx';
import { ImportsCard } from './ImportsCard.tsx';
import { MissingCard } from './MissingCard.tsx';
import { PictureCards } from './PictureCards.tsx';
import '../../components/Insight.css';
import './ChartsPage.css';

export interface ChartsPageProps {
  readonly catalog: Catalog;
  readonly address: ChartsAddress;
}

/** The catalog in numbers: one message a card, whose bars are filters. */
export function ChartsPage({ catalog, address }: ChartsPageProps) {
  const { view } = address;
  const charts = useCall('charts.fields', { view }, { keepPrevious: true });
  const { data, error } = charts;
  const hasMetadata = data?.fields.some(({ distinct }) => distinct > 0) === true;
  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main insight">
          <div className="insight-bar">
            <h1>Insight</h1>
            {!isNarrowed(view) || data === undefined || data.products === 0 ? null : (
              <Button icon={<Images size={14} aria-hidden />} onPress={() => navigate(libraryFrom(address))}>
                {`Show ${formatCounted(data.products, 'product')}`}
              </Button>
            )}
          </div>
          {error !== null ? (
            <ErrorNote title="The catalog could not be counted" failure={error} />
          ) : catalog.products === 0 ? (
            <EmptyLibrary catalog={catalog} />
          ) : data === undefined ? (
            <p role="status">Counting…</p>
          ) : data.products === 0 ? (
            <NoMatch view={view} />
          ) : (
            <Cards>
              {hasMetadata ? (
                <>
                  <MissingCard charts={data.fields} address={address} isStale={charts.isPlaceholderData} />
                  {data.fields.map((chart) => (
                    <FieldCard
                      key={chart.field}
                      chart={chart}
                      address={address}
                      isStale={charts.isPlaceholderData}
                    />
                  ))}
                </>
              ) : (
                <NoMetadata />
              )}
              <PictureCards address={address} />
              <ImportsCard address={address} />
              {hasMetadata ? <CrossCard charts={data.fields} address={address} /> : null}
            </Cards>
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        <LibraryStatus catalog={catalog} view={view} />
      </StatusBar>
    </>
  );
}

function NoMetadata() {
  return (
    <ChartCard subject="Attributes" message="the products have none">
      <p>
        Import the folder again with a table that says what its products are (a CSV file or a workbook with a
        column of ids or file names): every column becomes a chart here and a filter everywhere.
      </p>
      <div className="chart-choices">
        <Button onPress={() => showImportSheet()}>Import metadata…</Button>
      </div>
    </ChartCard>
  );
}
