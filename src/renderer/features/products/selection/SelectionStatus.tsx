import { asFailure } from '../../../../contract/failure.ts';
import type { View } from '../../../../contract/products.ts';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { formatCount } from '../../../components/format.ts';
import { focusGrid } from '../../../shell/focusGrid.ts';
import { currentAddress, navigate } from '../../../shell/navigation.ts';
import { showToast } from '../../../shell/toasts.ts';
import { clearSelection, useSelection } from './selection.ts';
import { dropHidden, useHiddenSelection, viewOfSelection } from './selectionInView.ts';

/** How many are selected, how many of them the filters hide, and what can be done about these. */
export function SelectionStatus({ view }: { readonly view: View }) {
  const selected = useSelection((state) => state.ids.size);
  const hidden = useHiddenSelection(view);
  if (selected === 0) return null;

  // The pressed button may go with what it did; the keyboard goes on at the pictures.
  function drop(): void {
    clearSelection();
    focusGrid();
  }

  async function dropUnseen(): Promise<void> {
    await dropHidden(view);
    focusGrid();
  }

  async function showAll(): Promise<void> {
    try {
      const shown = await viewOfSelection(view);
      navigate({ ...currentAddress(), view: shown });
      focusGrid();
    } catch (thrown) {
      showToast(`The selection could not be shown. ${asFailure(thrown).message}`, { kind: 'error' });
    }
  }

  return (
    <span>
      · {formatCount(selected)} selected
      {hidden === null || hidden <= 0 ? null : (
        <>
          , {formatCount(hidden)} hidden by filters ·{' '}
          <LinkButton onPress={() => void showAll()}>Show selection</LinkButton> ·{' '}
          <LinkButton onPress={() => void dropUnseen()}>Drop hidden</LinkButton>
        </>
      )}{' '}
      · <LinkButton onPress={drop}>Clear selection</LinkButton>
    </span>
  );
}
