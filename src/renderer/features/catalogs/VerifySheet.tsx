import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Verification } from '../../../contract/catalogs.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { useRunningJob } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { rebuildCatalog } from './catalogActions.ts';

/** Checks the parts of the catalog against each other, and says what it found. */
export function VerifySheet({ onClose }: { readonly onClose: () => void }) {
  const { mutate, data, error, isPending } = useAction('catalogs.verify');
  const catalog = useCall('catalogs.current', {}).data?.catalog ?? null;
  const isShared = catalog?.address !== undefined;
  const running = useRunningJob('verify');
  const isChecking = data === undefined && error === null;
  const [isAskedAgain, setIsAskedAgain] = useState(false);
  useEffect(() => mutate({}), [mutate]);

  function checkAgain(): void {
    if (isPending) return;
    setIsAskedAgain(true);
    mutate({});
  }

  return (
    <Sheet
      title="Check this catalog"
      size="medium"
      onClose={onClose}
      footer={
        <>
          {data === undefined || data.ok || catalog === null || isShared ? null : (
            <Button
              onPress={() => {
                onClose();
                void rebuildCatalog(catalog.folder);
              }}
            >
              Rebuild from the images
            </Button>
          )}
          {/* Once pressed it stays: it has the focus. */}
          {isChecking && !isAskedAgain ? null : <Button onPress={checkAgain}>Check again</Button>}
          <Button variant="primary" autoFocus onPress={onClose}>
            {isChecking ? 'Close' : 'Done'}
          </Button>
        </>
      }
    >
      <div aria-live="polite">
        {isPending ? (
          <ProgressBar
            label={
              isShared
                ? 'Checking products, embeddings and thumbnails'
                : 'Checking database, vectors, index and thumbnails'
            }
            value={running?.progress ?? null}
          />
        ) : null}
        {error === null ? null : <ErrorNote title="The check could not be made" failure={error} />}
        {data === undefined ? null : <Findings found={data} />}
      </div>
    </Sheet>
  );
}

function Findings({ found }: { readonly found: Verification }) {
  return (
    <>
      <p className="verify-result" data-ok={found.ok}>
        {found.ok ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
        {found.ok ? 'Everything fits together' : `${formatCounted(found.errors.length, 'problem')} found`}
      </p>
      <dl className="verify-facts">
        <dt>Products</dt>
        <dd>{formatCount(found.products)}</dd>
        <dt>Images</dt>
        <dd>{formatCount(found.images)}</dd>
        <dt>Embeddings</dt>
        <dd>{formatCount(found.embeddings)}</dd>
        <dt>In the index</dt>
        <dd>{formatCount(found.indexed)}</dd>
      </dl>
      {found.errors.length === 0 ? null : (
        <ScrollRegion className="framed-lines verify-errors" label="Problems found">
          <ul>
            {found.errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </ScrollRegion>
      )}
      {found.notes.map((note) => (
        <p key={note} className="verify-note quiet">
          {note}
        </p>
      ))}
    </>
  );
}
