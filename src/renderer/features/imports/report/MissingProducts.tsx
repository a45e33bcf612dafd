import { useState } from 'react';
import type { NamedList } from '../../../../contract/imports.ts';
import { invalidate } from '../../../api/queries.ts';
import { useAction } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { formatCounted } from '../../../components/format.ts';
import { showToast } from '../../../shell/toasts.ts';
import { NamedNames } from './NamedNames.tsx';

interface MissingProductsProps {
  readonly missing: number;
  /** Some of them; none where the report was made before names were kept. */
  readonly names: NamedList['entries'];
}

/** Files of earlier imports that are gone. Their products leave the catalog only when the curator says so, twice. */
export function MissingProducts({ missing, names }: MissingProductsProps) {
  const [isAsking, setIsAsking] = useState(false);
  /** Once the question was asked and answered with no, the focus goes back to what asked it. */
  const [hasAsked, setHasAsked] = useState(false);
  const prune = useAction('imports.prune');
  const files = formatCounted(missing, 'file');

  if (prune.data !== undefined)
    return (
      <p role="status">
        {[
          `${formatCounted(prune.data.removed, 'product')} removed from the catalog.`,
          ...prune.data.notes,
        ].join(' ')}
      </p>
    );
  return (
    <section className="import-box import-section" aria-labelledby="report-missing">
      <h3 id="report-missing">{files} of earlier imports no longer found</h3>
      <p className="quiet">
        {isAsking
          ? 'Products whose every file is gone leave the catalog. What you decided on them rests, and is back once the files are imported again.'
          : 'Their products stay in the catalog until you remove them. If a drive or share is not connected, connect it and import again instead.'}
      </p>
      {names.length === 0 ? null : (
        <NamedNames list={{ what: 'images-missing', total: missing, entries: names }} />
      )}
      {prune.error === null ? null : <ErrorNote title="Nothing was removed" failure={prune.error} />}
      <div className="import-line">
        {!isAsking ? (
          <Button key="ask" variant="danger" autoFocus={hasAsked} onPress={() => setIsAsking(true)}>
            Remove products whose files are gone…
          </Button>
        ) : (
          <>
            <Button
              key="keep"
              autoFocus
              onPress={() => {
                setHasAsked(true);
                setIsAsking(false);
              }}
            >
              Keep them
            </Button>
            <Button
              variant="danger"
              onPress={() => {
                if (prune.isPending) return;
                prune.mutate(
                  {},
                  {
                    onSuccess: ({ removed }) => {
                      showToast(`${formatCounted(removed, 'product')} removed.`);
                      void invalidate(['imports.latest']);
                    },
                  },
                );
              }}
            >
              {prune.isPending ? 'Removing…' : 'Remove them'}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
