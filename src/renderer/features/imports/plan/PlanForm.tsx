import { useState } from 'react';
import type { Catalog } from '../../../../contract/catalogs.ts';
import type { Inspection } from '../../../../contract/imports.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Segments } from '../../../components/controls/Segments.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { useSettings } from '../../../shell/settings.ts';
import { EmbeddingChoice } from '../../models/EmbeddingChoice.tsx';
import { SharedEmbedding } from '../../models/embed/SharedEmbedding.tsx';
import { type EmbeddingPlan, embeddingToPlan } from '../../models/embeddingPlan.ts';
import { closeImportSheet, type Destination, useImportIntent } from '../importIntent.ts';
import { SheetFoot } from '../SheetFoot.tsx';
import { FolderLine } from './FolderLine.tsx';
import {
  type CsvFile,
  findPlanProblem,
  planFromInspection,
  toImportOptions,
  withMetadata,
} from './importPlan.ts';
import { MetadataChoice } from './MetadataChoice.tsx';
import { useStartImport } from './useStartImport.ts';

interface PlanFormProps {
  readonly inspection: Inspection;
  readonly catalog: Catalog | null;
  readonly onChooseAnother: () => void;
}

/** All that can be chosen about an import, with a choice already made for each. */
export function PlanForm({ inspection, catalog, onChooseAnother }: PlanFormProps) {
  const { folder } = inspection;
  const source = catalog?.sources.find((each) => each.folder === folder) ?? null;
  // A catalog that is still empty, or has this folder already, is where it goes: nothing to ask.
  const asksDestination = catalog !== null && catalog.images > 0 && source === null;

  const [settings] = useSettings();
  const [destination, setDestination] = useState(useImportIntent.getState().destination);
  const [addedFiles, setAddedFiles] = useState<readonly CsvFile[]>([]);
  const [plan, setPlan] = useState(() =>
    planFromInspection(inspection, embeddingFor(destination), source !== null),
  );
  const start = useStartImport();
  const further = useImportIntent((state) => state.further);

  /** What the catalog that the images go to was embedded with; null for a new one. */
  function runtimeOf(into: Destination) {
    return catalog === null || (asksDestination && into === 'own') ? null : catalog.runtime;
  }

  /** A catalog that has embeddings goes on as it began; the remembered settings are for new ones. */
  function embeddingFor(into: Destination): EmbeddingPlan {
    if (runtimeOf(into) === null) return embeddingToPlan(settings.embedding);
    const { engine, precision } = settings.embedding;
    return { engine, precision, model: null, pooling: null, inputSize: null };
  }

  // A file that was read again, in another form, stands in its place.
  const isAdded = (file: CsvFile) => addedFiles.some((added) => added.path === file.path);
  const files = [...inspection.csvFiles.filter((file) => !isAdded(file)), ...addedFiles];
  const problem = findPlanProblem(plan, files.find((each) => each.path === plan.metadata) ?? null);
  const isOwnCatalog = catalog === null || (asksDestination && destination === 'own');
  const runtime = runtimeOf(destination);
  /** Of a shared catalog that the images go to. */
  const address = isOwnCatalog ? undefined : catalog.address;
  const images = describeImages(inspection.images);

  return (
    <div className="import-plan">
      <FolderLine
        folder={folder}
        words={`${images}, sub-folders included`}
        onChooseAnother={onChooseAnother}
        autoFocus
      />
      {further.length === 0 ? null : (
        <p className="quiet">
          Then {formatCounted(further.length, 'more folder')}, each with the table beside its images:{' '}
          {further.join(', ')}
        </p>
      )}
      {!asksDestination ? null : (
        <Segments<Destination>
          label="Into"
          value={destination}
          onChange={(into) => {
            setDestination(into);
            setPlan((old) => ({ ...old, ...embeddingFor(into) }));
          }}
          options={[
            { value: 'current', label: `This catalog (${catalog.name})` },
            { value: 'own', label: 'A catalog of its own' },
          ]}
        />
      )}
      {address === undefined ? null : (
        <p className="quiet">
          The images are embedded on this machine and then sent to {address}, where everybody sees them.
        </p>
      )}
      <MetadataChoice
        files={files}
        plan={plan}
        problem={problem}
        source={source}
        onChange={setPlan}
        onAddFile={(added, form) => {
          setAddedFiles((old) => [...old.filter((each) => each.path !== added.path), added]);
          setPlan((old) => withMetadata(old, added, form));
        }}
      />
      {address === undefined || runtime === null ? (
        <EmbeddingChoice title="Model" plan={plan} onChange={setPlan} runtime={runtime} />
      ) : (
        <SharedEmbedding plan={plan} onChange={setPlan} address={address} runtime={runtime} />
      )}
      {start.error === null ? null : (
        <div ref={scrollIntoSight}>
          <ErrorNote title="The import could not start" failure={start.error} />
        </div>
      )}
      <SheetFoot>
        <Button onPress={closeImportSheet}>Cancel</Button>
        <Button
          variant="primary"
          isDisabled={problem !== null}
          onPress={() => {
            // Not disabled meanwhile: a disabled button would lose the focus.
            if (!start.isPending) start.mutate({ options: toImportOptions(plan), isOwnCatalog });
          }}
        >
          {start.isPending
            ? 'Starting…'
            : source === null
              ? `Import ${images}`
              : `Check ${images} for changes`}
        </Button>
      </SheetFoot>
    </div>
  );
}

/** The sheet may be scrolled elsewhere when the error comes. */
function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** `imports.inspect` stops counting there. */
const countLimit = 100_000;

function describeImages(images: number): string {
  return images >= countLimit ? `${formatCount(countLimit)} or more images` : formatCounted(images, 'image');
}
