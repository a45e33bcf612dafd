import { useState } from 'react';
import type { Catalog } from '../../../contract/catalogs.ts';
import type { Inspection } from '../../../contract/imports.ts';
import { useCall } from '../../api/useCall.ts';
import { useSettings } from '../../app/settings.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { Segments } from '../../components/Segments.tsx';
import { EmbeddingChoice } from './EmbeddingChoice.tsx';
import { closeImportSheet, useImportIntent } from './importIntent.ts';
import {
  type CsvFile,
  findPlanProblem,
  planFromInspection,
  toImportOptions,
  withMetadata,
} from './importPlan.ts';
import { MetadataChoice } from './MetadataChoice.tsx';
import { SheetFoot } from './SheetFoot.tsx';
import { useStartImport } from './useStartImport.ts';

interface PlanImportProps {
  readonly folder: string;
  readonly catalog: Catalog | null;
  readonly onChooseAnother: () => void;
}

/** The second phase: what the folder holds and how it is read. Everything is preset, so that Enter suffices. */
export function PlanImport({ folder, catalog, onChooseAnother }: PlanImportProps) {
  const inspection = useCall('imports.inspect', { folder });
  if (inspection.data !== undefined && inspection.data.images > 0)
    return <PlanForm inspection={inspection.data} catalog={catalog} onChooseAnother={onChooseAnother} />;
  return (
    <div className="import-plan">
      <FolderLine folder={folder} words={null} onChooseAnother={onChooseAnother} />
      {inspection.isLoading ? <ProgressBar label="Looking at what the folder holds" value={null} /> : null}
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
        {inspection.isLoading ? null : (
          <Button variant="primary" autoFocus onPress={onChooseAnother}>
            Choose another folder…
          </Button>
        )}
      </SheetFoot>
    </div>
  );
}

interface PlanFormProps {
  readonly inspection: Inspection;
  readonly catalog: Catalog | null;
  readonly onChooseAnother: () => void;
}

function PlanForm({ inspection, catalog, onChooseAnother }: PlanFormProps) {
  const [{ embedding }] = useSettings();
  const asked = useImportIntent((intent) => intent.destination);
  const [destination, setDestination] = useState(asked);
  const [addedFiles, setAddedFiles] = useState<readonly CsvFile[]>([]);
  const [plan, setPlan] = useState(() =>
    planFromInspection(inspection, {
      engine: embedding.engine,
      model: embedding.model ?? null,
      pooling: embedding.pooling ?? null,
      inputSize: embedding.inputSize ?? null,
    }),
  );
  const start = useStartImport();

  const files = [...inspection.csvFiles, ...addedFiles];
  const file = files.find((each) => each.path === plan.metadata) ?? null;
  const problem = findPlanProblem(plan, file);
  const isOwnCatalog =
    catalog === null || (asksDestination(catalog, inspection.folder) && destination === 'own');
  const images = describeImages(inspection.images);

  return (
    <div className="import-plan">
      <FolderLine folder={inspection.folder} words={images} onChooseAnother={onChooseAnother} />
      {catalog === null || !asksDestination(catalog, inspection.folder) ? null : (
        <Segments
          label="Into"
          value={destination}
          onChange={setDestination}
          options={[
            { value: 'current', label: `This catalog (${catalog.name})` },
            { value: 'own', label: 'A catalog of its own' },
          ]}
        />
      )}
      <MetadataChoice
        folder={inspection.folder}
        files={files}
        plan={plan}
        problem={problem}
        onChange={setPlan}
        onAddFile={(added) => {
          setAddedFiles((old) => [...old.filter((each) => each.path !== added.path), added]);
          setPlan((old) => withMetadata(old, added));
        }}
      />
      <EmbeddingChoice
        title="Model"
        plan={plan}
        onChange={setPlan}
        runtime={isOwnCatalog ? null : catalog.runtime}
      />
      {start.error === null ? null : <ErrorNote title="The import could not start" failure={start.error} />}
      <SheetFoot>
        <Button onPress={closeImportSheet}>Cancel</Button>
        <Button
          variant="primary"
          autoFocus
          isDisabled={problem !== null}
          onPress={() => {
            // Not disabled meanwhile: a disabled button would lose the focus.
            if (!start.isPending) start.mutate({ options: toImportOptions(plan), isOwnCatalog });
          }}
        >
          {start.isPending ? 'Starting…' : `Import ${images}`}
        </Button>
      </SheetFoot>
    </div>
  );
}

function FolderLine(props: { folder: string; words: string | null; onChooseAnother: () => void }) {
  return (
    <div className="import-folder">
      <div className="import-source-words">
        <span className="import-path">{props.folder}</span>
        {props.words === null ? null : <span className="quiet">{props.words}, sub-folders included</span>}
      </div>
      <Button onPress={props.onChooseAnother}>Another folder…</Button>
    </div>
  );
}

/** A catalog that is still empty, or has this folder already, is where it goes: nothing to ask. */
function asksDestination(catalog: Catalog, folder: string): boolean {
  return catalog.images > 0 && !catalog.sources.some((source) => source.folder === folder);
}

/** `imports.inspect` stops counting there. */
const countLimit = 100_000;

function describeImages(images: number): string {
  return images >= countLimit ? `${formatCount(countLimit)} images or more` : formatCounted(images, 'image');
}
