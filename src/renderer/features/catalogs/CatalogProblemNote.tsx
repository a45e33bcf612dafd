import type { FailureCode } from '../../../contract/failure.ts';
import { isClusterAddress } from '../../../contract/paths.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { type CatalogProblem, dismissProblem, openFolder, rebuildCatalog } from './catalogActions.ts';
import { openSharedSheet } from './openSharedSheet.ts';

/** What more there is to know about an error, beyond its own message. */
const explanations: Partial<Record<FailureCode, string>> = {
  'catalog-damaged':
    'Rebuilding keeps the damaged database aside under another name, begins an empty one and imports the image folders again. The images themselves are never touched. What you decided and corrected is kept and comes back with the products.',
  'catalog-busy': 'Two windows must not write to one catalog. Close it there, then try again.',
  'catalog-too-new': 'Nothing was changed in it. Update Twinset on this machine to open it.',
  'disk-full': 'Free some space on the disk that holds the catalog, then try again. What was saved is safe.',
};

/** Why a catalog did not open, and the ways on from there. */
export function CatalogProblemNote({ problem }: { readonly problem: CatalogProblem }) {
  const { failure, folder } = problem;
  const isShared = folder !== null && isClusterAddress(folder);
  const explanation = explanations[failure.code];
  return (
    <div className="catalog-problem">
      <ErrorNote
        title={problem.title}
        failure={failure}
        actions={
          <>
            {failure.code === 'catalog-damaged' && folder !== null && !isShared ? (
              <Button variant="primary" onPress={() => void rebuildCatalog(folder)}>
                Rebuild from the images
              </Button>
            ) : null}
            {isShared ? (
              <Button
                onPress={() => {
                  dismissProblem();
                  openSharedSheet.show({ address: folder });
                }}
              >
                User, password, certificate…
              </Button>
            ) : null}
            {failure.code === 'catalog-too-new' ? null : <Button onPress={problem.retry}>Try again</Button>}
            <Button
              onPress={() => {
                dismissProblem();
                void openFolder();
              }}
            >
              Open a folder…
            </Button>
            <Button variant="quiet" onPress={dismissProblem}>
              Dismiss
            </Button>
          </>
        }
      />
      {explanation === undefined ? null : <p className="quiet catalog-problem-more">{explanation}</p>}
    </div>
  );
}
