import type { Catalog } from '../../../contract/catalogs.ts';
import { SidePane } from '../../shell/panes/SidePane.tsx';
import { type PaneDefinition, usePanes } from '../../shell/panes/usePanes.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { DetailPane } from './DetailPane.tsx';
import { FacetColumn } from './facets/FacetColumn.tsx';
import { LibraryGrid } from './grid/LibraryGrid.tsx';
import { useShownView } from './grid/useShownView.ts';
import { LibraryStatus } from './LibraryStatus.tsx';
import type { LibraryAddress } from './libraryAddress.ts';

const panes = [
  { id: 'facets', label: 'Filters', side: 'left', width: 'leftWidth', key: 'F' },
  { id: 'details', label: 'Details', side: 'right', width: 'rightWidth', key: 'D' },
] as const satisfies readonly PaneDefinition[];
/** Three columns of pictures of usual size. */
const comfortPx = 540;

export interface LibraryPageProps {
  readonly catalog: Catalog;
  readonly address: LibraryAddress;
}

/** Facets, the grid of the whole catalog, and what is known of one product. */
export function LibraryPage({ catalog, address }: LibraryPageProps) {
  const shown = useShownView(address.view);
  const [filters, details] = usePanes(panes, comfortPx);
  return (
    <>
      <div className="columns">
        <SidePane pane={filters}>
          <FacetColumn view={address.view} />
        </SidePane>
        <main id="main" className="pane-main">
          <h1 className="screen-reader-only">Library of {catalog.name}</h1>
          <LibraryGrid catalog={catalog} address={address} shown={shown} />
        </main>
        <SidePane pane={details}>
          <DetailPane id={address.product} fields={catalog.fields} />
        </SidePane>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[filters, details]}>
        <LibraryStatus catalog={catalog} view={address.view} />
      </StatusBar>
    </>
  );
}
