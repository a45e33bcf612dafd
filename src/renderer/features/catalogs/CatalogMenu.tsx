import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { placeOf } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Menu, type MenuEntry } from '../../components/controls/Menu.tsx';
import { formatCounted } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { commandKey } from '../../shell/shortcuts.ts';
import { showImportSheet } from '../imports/importIntent.ts';
import { EmbedSheet } from '../models/embed/EmbedSheet.tsx';
import { useEmbedEnds } from '../models/embed/embedEnds.ts';
import { CatalogPending } from './CatalogPending.tsx';
import { CatalogProblemNote } from './CatalogProblemNote.tsx';
import {
  closeCatalog,
  dismissProblem,
  openCatalog,
  openFolder,
  openSample,
  useCatalogActions,
} from './catalogActions.ts';
import { openSharedSheet } from './openSharedSheet.ts';
import { PruneSheet } from './PruneSheet.tsx';
import { otherCatalogs } from './recentCatalogs.ts';
import { VerifySheet } from './VerifySheet.tsx';
import './CatalogMenu.css';

type Dialog = 'verify' | 'prune' | 'embed';

const recentShown = 6;

/** The catalog's name in the toolbar, and what can be done with the catalog as a whole. */
export function CatalogMenu() {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const recent = useCall('catalogs.recent', {}).data?.catalogs ?? [];
  const others = otherCatalogs(recent, catalog?.folder ?? null).slice(0, recentShown);
  const hasProducts = catalog !== null && catalog.images > 0;
  useEmbedEnds(() => setDialog('embed'));

  const ofFolders: MenuEntry[] = [
    { key: 'import', label: 'Import more, or check for changes…', run: () => showImportSheet() },
    {
      key: 'prune',
      label: 'Remove products whose files are gone…',
      isDisabled: !hasProducts,
      run: () => setDialog('prune'),
    },
    {
      key: 'verify',
      label: 'Check this catalog…',
      isDisabled: !hasProducts,
      run: () => setDialog('verify'),
    },
  ];
  const ofShared: MenuEntry[] = [
    { key: 'embed', label: 'Embed it otherwise…', isDisabled: !hasProducts, run: () => setDialog('embed') },
  ];
  const ofThis: MenuEntry[] =
    catalog === null
      ? []
      : [
          { key: 'rule-this', separator: true },
          ...(catalog.address === undefined ? [] : [{ key: 'head-this', heading: catalog.address }]),
          ...ofFolders,
          ...(catalog.address === undefined ? [] : ofShared),
          { key: 'close', label: 'Close this catalog', run: () => void closeCatalog() },
        ];
  const recents: MenuEntry[] =
    others.length === 0
      ? []
      : [
          { key: 'rule-recent', separator: true },
          { key: 'head-recent', heading: 'Recent catalogs' },
          ...others.map((each) => ({
            key: `recent ${each.folder}`,
            label: each.name,
            description: `${formatCounted(each.products, 'product')} · ${placeOf(each)}`,
            run: () => void openCatalog(placeOf(each)),
          })),
        ];

  return (
    <>
      <Menu
        label="Catalog"
        trigger={
          <Button variant="quiet" aria-label={`Catalog: ${catalog?.name ?? 'none open'}`}>
            <span className="catalog-menu-name">
              <span className="one-line">{catalog?.name ?? 'No catalog'}</span>
              <ChevronDown size={14} aria-hidden />
            </span>
          </Button>
        }
        entries={[
          { key: 'open', label: 'Open a folder…', shortcut: `${commandKey}O`, run: () => void openFolder() },
          { key: 'shared', label: 'Open shared catalog…', run: () => openSharedSheet.show({}) },
          { key: 'sample', label: 'Try the sample catalog', run: () => void openSample() },
          ...recents,
          ...ofThis,
        ]}
      />
      {dialog === 'verify' ? <VerifySheet onClose={() => setDialog(null)} /> : null}
      {dialog === 'embed' ? <EmbedSheet onClose={() => setDialog(null)} /> : null}
      {dialog === 'prune' ? <PruneSheet onClose={() => setDialog(null)} /> : null}
      {catalog === null ? null : <ActionSheet />}
    </>
  );
}

/** Opening another catalog takes a moment or fails: said over the window, since there is no start screen to say it on. */
function ActionSheet() {
  const problem = useCatalogActions((state) => state.problem);
  if (problem === null) return <CatalogPending className="catalog-pending" />;
  return (
    <Sheet title="Catalog" size="medium" onClose={dismissProblem}>
      <CatalogProblemNote problem={problem} />
    </Sheet>
  );
}
