import { Columns3 } from 'lucide-react';
import type { Catalog } from '../../../contract/catalogs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCounted } from '../../components/format.ts';
import { navigate } from '../../shell/navigation.ts';
import { StatusBar } from '../../shell/StatusBar.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import { Comparison } from './Comparison.tsx';
import { type CompareAddress, canCompare, compareAddress, mostCompared } from './compareAddress.ts';
import { describeCount } from './openComparison.ts';
import './ComparePage.css';

export interface ComparePageProps {
  readonly catalog: Catalog;
  readonly address: CompareAddress;
}

/** Two to six products side by side; any other number is said in words. */
export function ComparePage({ catalog, address }: ComparePageProps) {
  const { ids, list } = address;
  return (
    <>
      <div className="columns">
        <main id="main" className="pane-main">
          {canCompare(ids.length) ? (
            <Comparison address={address} fields={catalog.fields} />
          ) : (
            <NothingToCompare address={address} />
          )}
        </main>
      </div>
      <StatusBar runtime={catalog.runtime} panes={[]}>
        <span>{formatCounted(ids.length, 'product')}</span>
        {list === null ? null : <span>· decisions go to the list of {list.id}</span>}
      </StatusBar>
    </>
  );
}

function NothingToCompare({ address }: { readonly address: CompareAddress }) {
  const { ids, view, list } = address;
  const first = ids.slice(0, mostCompared);
  return (
    <>
      <h1 className="screen-reader-only">Compare</h1>
      <EmptyState
        icon={<Columns3 size={32} />}
        title={ids.length > mostCompared ? 'These are too many' : 'Nothing stands side by side yet'}
        actions={
          <>
            {ids.length > mostCompared ? (
              <Button
                variant="primary"
                onPress={() => navigate(compareAddress(view, first, list), { replace: true })}
              >
                Compare the first six
              </Button>
            ) : null}
            <Button onPress={() => navigate(libraryFrom(address))}>Go to the library</Button>
          </>
        }
      >
        {describeCount(ids.length, false)} Then press C.
      </EmptyState>
    </>
  );
}
