import { FolderOpen, Images, Network, Sparkles } from 'lucide-react';
import type { RecentCatalog } from '../../../contract/catalogs.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { commandKey, useShortcuts } from '../../shell/shortcuts.ts';
import { CatalogPending } from './CatalogPending.tsx';
import { CatalogProblemNote } from './CatalogProblemNote.tsx';
import { openFolder, openSample, useCatalogActions } from './catalogActions.ts';
import { openSharedSheet } from './openSharedSheet.ts';
import { RecentCatalogs } from './RecentCatalogs.tsx';
import './StartScreen.css';

/** What is seen while no catalog is open: the ways in, and nothing to configure first. */
export function StartScreen() {
  const recent = useCall('catalogs.recent', {});
  const host = useCall('host.info', {}).data;
  const problem = useCatalogActions((state) => state.problem);
  const catalogs: readonly RecentCatalog[] = recent.data?.catalogs ?? [];
  useShortcuts({ 'mod+o': () => void openFolder() });

  return (
    <main className="start">
      <div className="start-column">
        <header className="start-header">
          <Images size={40} strokeWidth={1.25} aria-hidden />
          <h1>Find look-alike products</h1>
          <p className="quiet">
            Open a folder of product photos, click a product, see what looks like it. Everything stays on this
            machine.
          </p>
        </header>
        {problem === null ? null : <CatalogProblemNote problem={problem} />}
        <div className="start-ways">
          <Button
            variant="primary"
            size="large"
            autoFocus
            icon={<FolderOpen size={18} aria-hidden />}
            onPress={() => void openFolder()}
          >
            Open a folder
          </Button>
          <Button size="large" icon={<Sparkles size={18} aria-hidden />} onPress={() => void openSample()}>
            Try the sample catalog
          </Button>
        </div>
        <Button
          variant="quiet"
          icon={<Network size={16} aria-hidden />}
          onPress={() => openSharedSheet.show({})}
        >
          Open shared catalog…
        </Button>
        <p className="start-hint quiet">
          {host?.kind === 'electron' ? 'Or drop a folder anywhere in this window. ' : ''}
          <kbd>{commandKey}O</kbd> opens a folder, <kbd>?</kbd> shows the keys.
        </p>
        <CatalogPending className="start-pending" />
        {recent.error === null ? null : (
          <ErrorNote title="The recent catalogs cannot be listed" failure={recent.error} />
        )}
        {catalogs.length === 0 ? null : <RecentCatalogs catalogs={catalogs} />}
      </div>
    </main>
  );
}
