import { Download } from 'lucide-react';
import { Button } from '../components/controls/Button.tsx';
import { CatalogMenu } from '../features/catalogs/CatalogMenu.tsx';
import { ImportIndicator } from '../features/imports/ImportIndicator.tsx';
import { SearchBox } from '../features/products/SearchBox.tsx';
import type { Address } from '../shell/address.ts';
import { pageOf } from '../shell/pages.ts';
import { exportHere } from './exportHere.ts';
import { MoreMenu } from './MoreMenu.tsx';
import { SizeSlider } from './SizeSlider.tsx';
import { hasRail, ViewTabs } from './ViewTabs.tsx';
import './Toolbar.css';

export function Toolbar({ address }: { readonly address: Address }) {
  return (
    <header className="toolbar">
      <CatalogMenu />
      {hasRail() ? null : <ViewTabs address={address} />}
      <div className="toolbar-search">
        <SearchBox address={address} />
      </div>
      {pageOf(address).renderTools?.(address)}
      <SizeSlider />
      <ImportIndicator />
      <Button icon={<Download size={14} aria-hidden />} onPress={exportHere}>
        Export
      </Button>
      <MoreMenu />
    </header>
  );
}
