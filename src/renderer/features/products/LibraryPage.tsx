import type { Catalog } from '../../../contract/catalogs.ts';
import { SidePane } from '../../shell/SidePane.tsx';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { DetailPane } from './DetailPane.tsx';
import { FacetColumn } from './facets/FacetColumn.tsx';
import { LibraryGrid } from './grid/LibraryGrid.tsx';
import { useShownView } from './grid/useShownView.ts';
import { LibraryStatus } from './LibraryStatus.tsx';
import type { LibraryAddress } from './libraryAddress.ts';

export interface LibraryPageProps {
  readonly catalog: Catalog;
  readonly address: LibraryAddress;
}

/** Facets, the grid of the whole catalog, and what is known of one product. */
export function LibraryPage({ catalog, address }: LibraryPageProps) {
  const shown = useShownView(address.view);
  return (
    <>
      <div className="columns">
        <SidePane id="facets" label="Filters" side="left" width="leftWidth">
          <FacetColumn view={address.view} />
        </SidePane>
        <main id="main" className="pane-main">
          <h1 className="screen-reader-only">Library of {catalog.name}</h1>
          <LibraryGrid catalog={catalog} address={address} shown={shown} />
        </main>
        <SidePane id="details" label="Details" side="right" width="rightWidth">
          <DetailPane id={address.product} fields={catalog.fields} />
        </SidePane>
      </div>
      <StatusBar runtime={catalog.runtime}>
        <LibraryStatus catalog={catalog} view={address.view} />
      </StatusBar>
    </>
  );
}
