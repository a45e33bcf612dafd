import { useId } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { hasEnded, type JobOf } from '../../../contract/jobs.ts';
import type { Model } from '../../../contract/models.ts';
import { invalidate } from '../../api/queries.ts';
import { useAction } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatBytes } from '../../components/format.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ChooseFileButton } from '../../shell/files/ChooseFileButton.tsx';
import { findModel, type Models } from './useModels.ts';
import './ModelChoice.css';

interface ModelChoiceProps {
  readonly models: Models;
  /** A model's name; null: the default one. */
  readonly value: string | null;
  readonly onChange: (name: string) => void;
}

/** Which weights look at the images: those that are here, those that can be downloaded, one's own file. */
export function ModelChoice({ models: { models, downloads, error }, value, onChange }: ModelChoiceProps) {
  const take = useAction('models.import');

  function takeFile(file: string) {
    take.mutate(
      { file },
      {
        onSuccess: async (model) => {
          await invalidate(['models.list']);
          onChange(model.name);
        },
      },
    );
  }

  return (
    <div className="model-choice">
      {error === null ? null : <ErrorNote title="The models cannot be listed" failure={error} />}
      <RadioGroup
        className="model-group"
        value={findModel(models, value)?.name ?? ''}
        onChange={(name) => onChange(name)}
      >
        <Label className="screen-reader-only">Model</Label>
        {models.map((model) => (
          <ModelRow key={model.name} model={model} download={downloads[model.name] ?? null} />
        ))}
      </RadioGroup>
      <div className="model-more">
        <ChooseFileButton
          title="Choose a weights file"
          extensions={['h5', 'hdf5', 'keras', 'safetensors']}
          isBusy={take.isPending}
          onChoose={takeFile}
        >
          {take.isPending ? 'Checking the file…' : 'Import a weights file…'}
        </ChooseFileButton>
        <span className="quiet">ResNet50 without its top: Keras HDF5 or safetensors.</span>
      </div>
      {take.error === null ? null : <ErrorNote title="The weights were not taken in" failure={take.error} />}
    </div>
  );
}

function ModelRow({
  model,
  download,
}: {
  readonly model: Model;
  readonly download: JobOf<'download'> | null;
}) {
  const start = useAction('models.download');
  const cancel = useAction('jobs.cancel');
  const running = download === null || hasEnded(download) ? null : download;
  const descriptionId = useId();
  const problem = start.error ?? cancel.error;
  return (
    <div className="model-row">
      <Radio
        value={model.name}
        className="model-radio"
        isDisabled={!model.installed}
        aria-describedby={descriptionId}
      >
        <span className="model-dot" aria-hidden />
        <span className="model-title">{model.title}</span>
      </Radio>
      <span className="model-state">
        {model.installed || !isPublished(model) ? (
          <span className="quiet">{stateOf(model)}</span>
        ) : (
          <Button
            aria-describedby={descriptionId}
            onPress={() => {
              if (running !== null) cancel.mutate({ id: running.id });
              else if (!start.isPending) start.mutate({ name: model.name });
            }}
          >
            {running !== null
              ? 'Cancel download'
              : `${download === null ? 'Download' : 'Try again:'} ${formatBytes(model.bytes)}`}
          </Button>
        )}
      </span>
      <p id={descriptionId} className="model-description quiet">
        {describeModel(model)}
      </p>
      {model.problem === null ? null : <p className="model-description model-problem">{model.problem}</p>}
      {running === null ? null : (
        <div className="model-description">
          <ProgressBar
            label={`Downloading ${model.title}`}
            value={running.progress}
            valueText={`${formatBytes(running.detail.receivedBytes)} of ${formatBytes(running.detail.totalBytes)}`}
          />
        </div>
      )}
      {download?.state !== 'failed' && download?.state !== 'interrupted' ? null : (
        <p className="model-description model-problem" role="alert">
          {download.message ?? 'The download failed. What is already here is kept: try again.'}
        </p>
      )}
      {problem === null ? null : (
        <div className="model-description">
          <ErrorNote failure={problem} />
        </div>
      )}
    </div>
  );
}

/** Whether it can be downloaded, and not only be imported or come with the app. */
function isPublished({ source }: Model): boolean {
  return URL.canParse(source) && /^https?:/.test(source);
}

function stateOf({ problem, default: isDefault }: Model): string {
  if (problem !== null) return 'Damaged';
  return isDefault ? 'Included' : 'Installed';
}

/** Of an address only the host is worth reading. */
function nameSource(model: Model): string {
  return isPublished(model) ? new URL(model.source).host : model.source;
}

function describeModel(model: Model): string {
  const parts = [nameSource(model), `${model.inputSize} × ${model.inputSize} pixels`, model.licence];
  return parts.filter((part) => part !== '').join(' · ');
}
