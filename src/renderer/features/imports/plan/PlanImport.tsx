import { useEffect } from 'react';
import type { Catalog } from '../../../../contract/catalogs.ts';
import { queryClient } from '../../../api/queries.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { closeImportSheet } from '../importIntent.ts';
import { SheetFoot } from '../SheetFoot.tsx';
import { FolderLine } from './FolderLine.tsx';
import { folderAround } from './folderAround.ts';
import { PlanForm } from './PlanForm.tsx';

interface PlanImportProps {
  readonly folder: string;
  readonly catalog: Catalog | null;
  readonly onChooseAnother: () => void;
}

/** The second phase: what the folder holds and how it is read. Everything is preset, so that one button suffices. */
export function PlanImport({ folder, catalog, onChooseAnother }: PlanImportProps) {
  const roots = useCall('host.info', {}).data?.roots;
  const around = roots === undefined ? null : folderAround(folder, roots);
  const inspection = useCall(
    'imports.inspect',
    { folder, ...(around !== null && { beside: around }) },
    { enabled: roots !== undefined },
  );
  // No event tells that a folder changed: the next time it is looked at anew.
  useEffect(() => () => queryClient.removeQueries({ queryKey: ['imports.inspect'] }), []);
  if (inspection.data !== undefined && inspection.data.images > 0)
    return <PlanForm inspection={inspection.data} catalog={catalog} onChooseAnother={onChooseAnother} />;
  return (
    <div className="import-plan">
      <FolderLine folder={folder} words={null} onChooseAnother={onChooseAnother} />
      {inspection.isPending ? <ProgressBar label="Looking at what the folder holds" value={null} /> : null}
      {inspection.error === null ? null : (
        <ErrorNote
          title="This folder cannot be imported"
          failure={inspection.error}
          actions={<Button onPress={() => void inspection.refetch()}>Try again</Button>}
        />
      )}
      {inspection.data === undefined ? null : (
        <div className="import-box" role="alert">
          <p>There are no images in this folder or below it.</p>
          <p className="quiet">Twinset reads JPEG, PNG, WebP, AVIF, GIF and TIFF. Choose another folder.</p>
        </div>
      )}
      <SheetFoot>
        <Button onPress={closeImportSheet}>Cancel</Button>
        {inspection.isPending ? null : (
          <Button variant="primary" autoFocus onPress={onChooseAnother}>
            Choose another folder…
          </Button>
        )}
      </SheetFoot>
    </div>
  );
}
