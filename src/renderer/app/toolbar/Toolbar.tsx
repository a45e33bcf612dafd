import { Download } from 'lucide-react';
import { Button } from '../../components/controls/Button.tsx';
import { CatalogMenu } from '../../features/catalogs/CatalogMenu.tsx';
import { ImportIndicator } from '../../features/imports/ImportIndicator.tsx';
import { SearchBox } from '../../features/products/SearchBox.tsx';
import { TeamIndicator } from '../../features/team/TeamIndicator.tsx';
import type { Address } from '../../shell/address.ts';
import { hasRail, pageOf } from '../../shell/pages.ts';
import { useIsSmallerThan } from '../../shell/useWindowSize.ts';
import { exportHere } from './exportHere.ts';
import { MoreMenu } from './MoreMenu.tsx';
import { SizeSlider } from './SizeSlider.tsx';
import { ViewTabs } from './ViewTabs.tsx';
import './Toolbar.css';

/** Narrower, and the slider is in the menu: with it the search would be cut to a few letters. */
const sliderFitsPx = 1100;
/** Narrower, and import and export are in the menu too. */
const buttonsFitPx = 960;

export function Toolbar({ address }: { readonly address: Address }) {
  const hasSlider = !useIsSmallerThan({ width: sliderFitsPx });
  const hasButtons = !useIsSmallerThan({ width: buttonsFitPx });
  return (
    <header className={hasButtons ? 'toolbar' : 'toolbar toolbar-narrow'}>
      <CatalogMenu />
      {hasRail() ? null : <ViewTabs address={address} />}
      <div className="toolbar-search">
        <SearchBox address={address} />
      </div>
      <div className="toolbar-tools">{pageOf(address).renderTools?.(address)}</div>
      {hasSlider ? <SizeSlider /> : null}
      <TeamIndicator />
      <ImportIndicator isHiddenWhenIdle={!hasButtons} />
      {hasButtons ? (
        <Button icon={<Download size={14} aria-hidden />} onPress={exportHere}>
          Export
        </Button>
      ) : null}
      <MoreMenu hasSize={!hasSlider} hasImportAndExport={!hasButtons} onExport={exportHere} />
    </header>
  );
}
