import type { Catalog } from '../../contract/catalogs.ts';
import { useTellDrift } from '../features/lists/drift/useTellDrift.ts';
import { useKeptSelection } from '../features/products/selection/useKeptSelection.ts';
import { focusGrid } from '../shell/focusGrid.ts';
import { useAddress } from '../shell/navigation.ts';
import { hasRail, pageOf } from '../shell/pages.ts';
import { Toolbar } from './toolbar/Toolbar.tsx';
import { ViewTabs } from './toolbar/ViewTabs.tsx';
import { useShellShortcuts } from './useShellShortcuts.ts';
import { useTellNotices } from './useTellNotices.ts';
import './Shell.css';

/** The window around an open catalog: the toolbar, and the page that the address names. */
export function Shell({ catalog }: { readonly catalog: Catalog }) {
  const address = useAddress();
  useShellShortcuts();
  useTellNotices(catalog);
  useTellDrift(catalog.folder);
  useKeptSelection(catalog.folder);
  return (
    <div className={hasRail() ? 'shell shell-railed' : 'shell'}>
      <button type="button" className="skip-link" onClick={focusGrid}>
        Skip to the pictures
      </button>
      <Toolbar address={address} />
      {hasRail() ? <ViewTabs address={address} /> : null}
      {pageOf(address).render(address, catalog)}
    </div>
  );
}
