import { Grid3x3 } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { mostInMatrix } from '../../../contract/insight/matrix.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { Matrix } from './Matrix.tsx';
import type { MatrixAddress } from './matrixAddress.ts';
import { describeLimits, fewestInMatrix } from './openMatrix.ts';
import './MatrixPage.css';

export interface MatrixPageProps {
  readonly catalog: Catalog;
  readonly address: MatrixAddress;
}

/** Two to fifty products, each with each; any other number is said in words. */
export function MatrixPage({ catalog, address }: MatrixPageProps) {
  const { ids } = address;
  const isRight = ids.length >= fewestInMatrix && ids.length <= mostInMatrix;
  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main matrix">
          {isRight ? <Matrix address={address} /> : <NoMatrix address={address} />}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        <span>{formatCounted(ids.length, 'product')}</span>
      </StatusBar>
    </>
  );
}

function NoMatrix({ address }: { readonly address: MatrixAddress }) {
  const { ids } = address;
  const isTooMany = ids.length > mostInMatrix;
  return (
    <>
      <h1 className="screen-reader-only">Similarity matrix</h1>
      <EmptyState
        icon={<Grid3x3 size={40} />}
        title={isTooMany ? 'These are too many' : 'How alike are they, each with each?'}
        actions={
          <>
            {isTooMany ? (
              <Button
                variant="primary"
                onPress={() => navigate({ ...address, ids: ids.slice(0, mostInMatrix) }, { replace: true })}
              >
                {`Show the first ${mostInMatrix}`}
              </Button>
            ) : null}
            <Button onPress={() => navigate(libraryFrom(address))}>Go to the library</Button>
          </>
        }
      >
        {describeLimits(ids.length)} Then press S.
      </EmptyState>
    </>
  );
}
