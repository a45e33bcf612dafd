import { Button } from 'react-aria-components';
import { placeOf, type RecentCatalog } from '../../../contract/catalogs.ts';
import { formatCounted } from '../../components/format.ts';
import { openCatalog } from './catalogActions.ts';
import { describeOpened } from './recentCatalogs.ts';

/** The catalogs that were open before, newest first. */
export function RecentCatalogs({ catalogs }: { readonly catalogs: readonly RecentCatalog[] }) {
  const now = new Date();
  return (
    <section className="recent" aria-labelledby="recent-title">
      <h2 id="recent-title" className="recent-title">
        Recent catalogs
      </h2>
      <ul className="recent-list">
        {catalogs.map((catalog) => (
          <li key={catalog.folder}>
            <Button className="recent-catalog" onPress={() => void openCatalog(placeOf(catalog))}>
              <span className="recent-name one-line">{catalog.name}</span>
              <span className="recent-facts">
                {formatCounted(catalog.products, 'product')} · {describeOpened(catalog.openedAt, now)}
              </span>
              <span className="recent-folder one-line" title={placeOf(catalog)}>
                {placeOf(catalog)}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
