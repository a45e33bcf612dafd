import { CircleAlert, CircleCheck, Copy, FolderSearch } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Diagnostics } from '../../../contract/settings.ts';
import { invalidate } from '../../api/queries.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatBytes, formatCount } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { announce } from '../../shell/toasts.ts';
import { poolingWords } from '../models/embeddingPlan.ts';
import { writeDiagnosticsText } from './diagnosticsText.ts';
import { describeFiles, describeProducts, describeReading } from './inventoryWords.ts';
import './SettingsSheet.css';

/** What runs here and how it fares, for whoever helps: can be copied as text, is never sent anywhere. */
export function DiagnosticsSheet() {
  const close = useSheets((state) => state.close);
  const [hasCopied, setHasCopied] = useState(false);
  const host = useCall('host.info', {}).data ?? null;
  const logFile = host?.logFile ?? null;
  const showFile = useAction('host.showFile');
  const { data, error, isLoading } = useCall('settings.diagnostics', {});
  // What it says changes without an event: each opening asks anew.
  useEffect(() => void invalidate(['settings.diagnostics']), []);

  async function copy(diagnostics: Diagnostics) {
    await navigator.clipboard.writeText(writeDiagnosticsText(diagnostics, host));
    setHasCopied(true);
    announce('Diagnostics copied.');
  }

  return (
    <Sheet
      title="Diagnostics"
      size="medium"
      onClose={close}
      footer={
        <>
          {logFile === null ? null : (
            <Button
              icon={<FolderSearch size={14} aria-hidden />}
              onPress={() => showFile.mutate({ path: logFile })}
            >
              Show log
            </Button>
          )}
          <Button
            icon={<Copy size={14} aria-hidden />}
            isDisabled={data === undefined}
            onPress={() => {
              if (data !== undefined) void copy(data);
            }}
          >
            {hasCopied ? 'Copied' : 'Copy as text'}
          </Button>
          <Button variant="primary" autoFocus onPress={close}>
            Done
          </Button>
        </>
      }
    >
      {isLoading ? <ProgressBar label="Asking the engine" value={null} /> : null}
      {error === null ? null : <ErrorNote title="The engine does not say" failure={error} />}
      {data === undefined ? null : (
        <Findings found={data} host={host === null ? null : `${host.kind} ${host.version}`} />
      )}
    </Sheet>
  );
}

function Findings({ found, host }: { readonly found: Diagnostics; readonly host: string | null }) {
  const { machine, runtime, catalog } = found;
  return (
    <ScrollRegion className="settings" label="What runs here">
      <Facts
        title="Embedding"
        facts={
          runtime === null
            ? [['State', 'Nothing embedded yet']]
            : [
                ['Model', runtime.model],
                ['Backend', runtime.engine],
                ['Precision', runtime.precision === 'fp32' ? 'precise (fp32)' : 'fast (int8)'],
                ['Input', `${runtime.inputSize} × ${runtime.inputSize}, ${poolingWords[runtime.pooling]}`],
                ['Space', runtime.space],
                ...runtime.notes.map((note): Fact => ['Note', note]),
              ]
        }
      />
      <Facts
        title="Backends"
        facts={found.backends.map((backend) => [
          backend.engine,
          <Availability key={backend.engine} isAvailable={backend.isAvailable} note={backend.note} />,
        ])}
      />
      <Facts
        title="Catalog"
        facts={
          catalog === null
            ? [['State', 'None open']]
            : [
                ...(catalog.address === undefined ? [] : [['Address', catalog.address] satisfies Fact]),
                ['Folder', catalog.folder],
                ['Products', describeProducts(catalog)],
                ['Embeddings', formatCount(catalog.embeddings)],
                ['Image files', describeFiles(catalog)],
                ['Searches', describeReading(catalog)],
              ]
        }
      />
      <Facts
        title="This machine"
        facts={[
          ['Platform', machine.platform],
          ['Processor', `${machine.processor} (${machine.cores} cores)`],
          ['Memory', formatBytes(machine.memoryBytes)],
          ['Data folder', found.dataFolder],
        ]}
      />
      <Facts
        title="Versions"
        facts={[...(host === null ? [] : [['host', host] satisfies Fact]), ...Object.entries(found.versions)]}
      />
      <LastErrors errors={found.errors} />
    </ScrollRegion>
  );
}

type Fact = [name: string, value: ReactNode];

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section className="settings-part" aria-label={title}>
      <h3 className="settings-title">{title}</h3>
      <dl className="facts">
        {facts.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several notes share one name, and the list is never reordered.
          <div key={`${name} ${at}`} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Availability({
  isAvailable,
  note,
}: {
  readonly isAvailable: boolean;
  readonly note: string | null;
}) {
  return (
    <span className="availability" data-available={isAvailable}>
      {isAvailable ? <CircleCheck size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
      <span>
        {isAvailable ? 'available' : 'not available'}
        {note === null ? '' : `: ${note}`}
      </span>
    </span>
  );
}

function LastErrors({ errors }: { readonly errors: Diagnostics['errors'] }) {
  return (
    <section className="settings-part" aria-label="Last errors">
      <h3 className="settings-title">Last errors</h3>
      {errors.length === 0 ? (
        <p className="quiet">None.</p>
      ) : (
        <ul className="last-errors">
          {errors.map((error) => (
            <li key={`${error.at} ${error.message}`}>
              <time dateTime={error.at} className="quiet">
                {new Date(error.at).toLocaleString('en-GB')}
              </time>
              <p>{error.message}</p>
              {error.detail === null ? null : (
                <details>
                  <summary className="quiet">Details</summary>
                  <pre>{error.detail}</pre>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
