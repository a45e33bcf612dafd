import type { Catalog } from '../../contract/catalogs.ts';
import { LibraryPage } from '../features/products/LibraryPage.tsx';
import { LookAlikesPage } from '../features/search/LookAlikesPage.tsx';
import { focusGrid } from './focusGrid.ts';
import { useAddress } from './navigation.ts';
import { Toolbar } from './Toolbar.tsx';
import { useShellShortcuts } from './useShellShortcuts.ts';
import './Shell.css';

/** The window around an open catalog: the toolbar, and the page that the address names. */
export function Shell({ catalog }: { readonly catalog: Catalog }) {
  const address = useAddress();
  useShellShortcuts();
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={focusGrid}>
        Skip to the pictures
      </button>
      <Toolbar address={address} />
      {address.page === 'library' ? (
        <LibraryPage catalog={catalog} address={address} />
      ) : (
        <LookAlikesPage catalog={catalog} address={address} />
      )}
    </div>
  );
}
