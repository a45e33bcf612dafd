import { useEffect, useState } from 'react';
import type { ExportOptions } from '../../../contract/exports.ts';
import { asFailure, type Failure } from '../../../contract/failure.ts';
import { client } from '../../api/client.ts';
import { holdSelection, mostNamed } from '../products/selection/holdSelection.ts';

export interface ExportedSelection {
  /** Null where nothing is selected, and while the engine does not hold it yet. */
  readonly what: ExportOptions['what'] | null;
  readonly failure: Failure | null;
}

/** The selected products as an export names them. @param ids the same array as long as the same products are meant */
export function useExportedSelection(ids: readonly string[]): ExportedSelection {
  const [held, setHeld] = useState<ExportedSelection>({ what: null, failure: null });

  useEffect(() => {
    if (ids.length <= mostNamed) return;
    let isWanted = true;
    const holding = holdSelection(ids);
    holding.then(
      (id) => isWanted && setHeld({ what: { kind: 'selection', id }, failure: null }),
      (thrown: unknown) => isWanted && setHeld({ what: null, failure: asFailure(thrown) }),
    );
    return () => {
      isWanted = false;
      setHeld({ what: null, failure: null });
      // An export that runs has its products already. Where releasing fails, the engine forgets it in its own time.
      holding.then((id) => client.call('selections.release', { id })).catch(() => undefined);
    };
  }, [ids]);

  if (ids.length > mostNamed) return held;
  return { what: ids.length === 0 ? null : { kind: 'products', ids: [...ids] }, failure: null };
}
