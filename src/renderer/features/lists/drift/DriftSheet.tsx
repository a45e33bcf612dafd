import type { DriftedList, ListKind } from '../../../../contract/queue.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
import { currentAddress, navigate, openProduct } from '../../../shell/navigation.ts';
import { useSheets } from '../../../shell/sheets.ts';
import './DriftSheet.css';

/** Lists whose entries are gone or sold out, or for which something clearly nearer has come; each leads to its list. */
export function DriftSheet() {
  const close = useSheets((state) => state.close);
  const { data, error } = useCall('drift.find', {});
  const kinds = useCall('listTypes.list', {}).data?.types ?? [];

  function open({ id, type }: DriftedList): void {
    close();
    openProduct(id);
    navigate({ ...currentAddress(), type }, { replace: true });
  }

  return (
    <Sheet
      title="Lists to look at again"
      size="medium"
      onClose={close}
      footer={
        <Button variant="primary" autoFocus onPress={close}>
          Close
        </Button>
      }
    >
      {error === null ? null : <ErrorNote title="The lists could not be looked through." failure={error} />}
      {data === undefined && error === null ? (
        <ProgressBar label="Looking through the lists" value={null} />
      ) : data?.lists.length === 0 ? (
        <p className="quiet">
          Nothing to do: all that you chose is there, and nothing clearly nearer has come to a list that is
          done.
        </p>
      ) : (
        <ul className="drifted">
          {data?.lists.map((list) => (
            <li key={`${list.type} ${list.id}`}>
              <LinkButton onPress={() => open(list)}>{titleOf(list, kinds)}</LinkButton>
              {list.vanished.length === 0 ? null : (
                <p>Does not leave: {list.vanished.map(describeVanished).join(', ')}</p>
              )}
              {list.better.length === 0 ? null : (
                <p>Nearer now: {list.better.map(({ id, name }) => name || id).join(', ')}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function titleOf({ id, name, type }: DriftedList, kinds: readonly ListKind[]): string {
  const kind = kinds.find((each) => each.type === type)?.title ?? type;
  return `${name || id} · ${kind}`;
}

function describeVanished({ id, name, reason }: DriftedList['vanished'][number]): string {
  return `${name || id} (${reason === 'gone' ? 'gone' : 'sold out'})`;
}
