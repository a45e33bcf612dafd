import { FolderOpen, RefreshCw } from 'lucide-react';
import { useId, useState } from 'react';
import type { Catalog } from '../../../../contract/catalogs.ts';
import type { ImportReport } from '../../../../contract/imports.ts';
import { useAction, useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { BrowsePane } from '../../../shell/files/BrowsePane.tsx';
import { lastPart } from '../../../shell/files/browsePath.ts';
import { closeImportSheet, showImportSheet } from '../importIntent.ts';
import { SheetFoot } from '../SheetFoot.tsx';
import { useStartImport } from './useStartImport.ts';

interface ChooseFolderProps {
  readonly catalog: Catalog | null;
  readonly lastReport: ImportReport | null;
  readonly onChoose: (folder: string) => void;
}

/** The first phase: which folder. The folders of the open catalog can be checked for changes from here. */
export function ChooseFolder({ catalog, lastReport, onChoose }: ChooseFolderProps) {
  const host = useCall('host.info', {});
  const [shownPath, setShownPath] = useState<string | null>(null);
  const choose = useAction('host.chooseFolder');
  const isElectron = host.data?.kind === 'electron';

  function askSystem() {
    choose.mutate(
      { title: 'Choose a folder of product images' },
      {
        onSuccess: ({ path }) => {
          if (path !== null) onChoose(path);
        },
      },
    );
  }

  const sources = catalog?.sources ?? [];
  return (
    <div className="import-choose">
      {sources.length === 0 ? null : <CatalogSources sources={sources} />}
      <section className="import-section" aria-labelledby="choose-folder">
        <h3 id="choose-folder">{sources.length === 0 ? 'Which folder?' : 'Another folder'}</h3>
        <p className="quiet">
          Choose the folder that holds your product images. Sub-folders are included; nothing in it is moved
          or changed.
        </p>
        {host.error === null ? null : <ErrorNote failure={host.error} />}
        {choose.error === null ? null : <ErrorNote failure={choose.error} />}
        {host.data === undefined || isElectron ? null : (
          <BrowsePane extensions={[]} roots={host.data.roots} onShow={setShownPath} />
        )}
      </section>
      <SheetFoot>
        {lastReport === null ? null : (
          <span className="import-foot-first">
            <Button variant="quiet" onPress={() => showImportSheet({ showsReport: true })}>
              Last import’s report
            </Button>
          </span>
        )}
        <Button onPress={closeImportSheet}>Cancel</Button>
        {isElectron ? (
          <Button
            variant="primary"
            autoFocus
            icon={<FolderOpen size={16} aria-hidden />}
            onPress={() => {
              if (!choose.isPending) askSystem();
            }}
          >
            Choose a folder…
          </Button>
        ) : (
          <Button
            variant="primary"
            isDisabled={shownPath === null}
            onPress={() => {
              if (shownPath !== null) onChoose(shownPath);
            }}
          >
            Use this folder
          </Button>
        )}
      </SheetFoot>
    </div>
  );
}

function CatalogSources({ sources }: { readonly sources: Catalog['sources'] }) {
  const check = useStartImport();
  return (
    <section className="import-section" aria-labelledby="catalog-sources">
      <h3 id="catalog-sources">In this catalog</h3>
      <ul className="import-sources">
        {sources.map((source) => (
          <SourceLine
            key={source.folder}
            source={source}
            onCheck={() => {
              if (!check.isPending) check.mutate({ options: { folder: source.folder }, isOwnCatalog: false });
            }}
          />
        ))}
      </ul>
      {check.error === null ? null : <ErrorNote title="The check could not start" failure={check.error} />}
    </section>
  );
}

interface SourceLineProps {
  readonly source: Catalog['sources'][number];
  readonly onCheck: () => void;
}

function SourceLine({ source, onCheck }: SourceLineProps) {
  const pathId = useId();
  return (
    <li className="import-source">
      <div className="import-source-words">
        <span id={pathId} className="import-path">
          {source.folder}
        </span>
        <span className="quiet import-path">{describeSource(source)}</span>
      </div>
      <Button
        icon={<RefreshCw size={14} aria-hidden />}
        isDisabled={!source.isReachable}
        aria-describedby={pathId}
        onPress={onCheck}
      >
        Check for changes
      </Button>
    </li>
  );
}

function describeSource(source: Catalog['sources'][number]): string {
  if (!source.isReachable)
    return 'Cannot be reached now. Connect the drive or the share; the pictures’ thumbnails and search still work.';
  return source.metadata === null ? 'No metadata file' : `Metadata: ${lastPart(source.metadata)}`;
}
