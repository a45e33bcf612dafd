import { FileInput, ListPlus, ListRestart, Settings2 } from 'lucide-react';
import type { ListState } from '../../../contract/listWords.ts';
import type { ListKind } from '../../../contract/queue.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { formatCount } from '../../components/format.ts';
import { navigate, textOf } from '../../shell/navigation.ts';
import { driftSheet } from '../lists/drift/driftSheet.ts';
import { generateSheet } from '../lists/generate/generateSheet.ts';
import { importListsSheet } from '../lists/importListsSheet.ts';
import { listKindsSheet } from '../lists/kinds/listKindsSheet.ts';
import { listStateWords } from '../products/facets/filterWords.ts';
import type { QueueAddress } from './queueAddress.ts';

const states: readonly (ListState | null)[] = [null, 'untouched', 'begun', 'done'];

export interface QueueOverviewProps {
  readonly address: QueueAddress;
  readonly kinds: readonly ListKind[];
}

/** Per type of lists: how many are not begun, begun and done; each leads to those. Below, what is done with all of them. */
export function QueueOverview({ address, kinds }: QueueOverviewProps) {
  return (
    <nav className="queue-overview" aria-label="How far the lists are">
      {kinds.map((kind) => (
        <KindOverview key={kind.type} kind={kind} address={address} />
      ))}
      <div className="queue-kinds">
        <Button icon={<ListPlus size={14} aria-hidden />} onPress={() => generateSheet.show({})}>
          Generate lists…
        </Button>
        <Button icon={<FileInput size={14} aria-hidden />} onPress={() => importListsSheet.show({})}>
          Import lists…
        </Button>
        <Button icon={<ListRestart size={14} aria-hidden />} onPress={() => driftSheet.show({})}>
          Lists to look at again…
        </Button>
        <Button icon={<Settings2 size={14} aria-hidden />} onPress={() => listKindsSheet.show({})}>
          Lists and stock…
        </Button>
      </div>
    </nav>
  );
}

function KindOverview({ kind, address }: { readonly kind: ListKind; readonly address: QueueAddress }) {
  const { data } = useCall('queue.progress', { type: kind.type, view: address.view }, { keepPrevious: true });
  const all = data === undefined ? null : data.untouched + data.begun + data.done;
  return (
    <section className="queue-kind" aria-label={kind.title}>
      <h2 className="one-line" title={kind.title}>
        {kind.title}
      </h2>
      <progress
        value={data?.done ?? 0}
        max={Math.max(1, all ?? 0)}
        aria-label={`Lists of ${kind.title} that are done`}
      />
      <ul>
        {states.map((state) => {
          const target: QueueAddress = { ...address, type: kind.type, state, product: null };
          const isCurrent = address.type === kind.type && address.state === state;
          const count = state === null ? all : (data?.[state] ?? null);
          return (
            <li key={state ?? 'all'}>
              <a
                className="queue-link"
                href={textOf(target)}
                {...(isCurrent && { 'aria-current': 'true' as const })}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  navigate(target);
                }}
              >
                <span>{capital(state === null ? 'all' : listStateWords[state])}</span>
                <span className="queue-count">{count === null ? '' : formatCount(count)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
