import { ArrowRight, Check, RotateCcw, Settings2 } from 'lucide-react';
import { memo } from 'react';
import type { ListState } from '../../../../contract/listWords.ts';
import type { View } from '../../../../contract/products.ts';
import type { ListKind } from '../../../../contract/queue.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { Select } from '../../../components/controls/Select.tsx';
import { formatCount } from '../../../components/format.ts';
import { useSettings } from '../../../shell/settings.ts';
import { listKindsSheet } from '../../lists/kinds/listKindsSheet.ts';
import { ListPeople } from '../../team/ListPeople.tsx';

export interface ListHeadProps {
  /** Whose list it is. */
  readonly productId: string;
  readonly kind: ListKind;
  readonly kinds: readonly ListKind[];
  /** Null until it is known. */
  readonly state: ListState | null;
  /** Whose lists are to be curated: the library's view. */
  readonly view: View;
  readonly onKind: (type: string) => void;
  readonly onDone: (isDone: boolean) => void;
  readonly onNext: () => void;
}

const stateWords: { readonly [S in ListState]: string } = {
  untouched: 'Not begun',
  begun: 'Begun',
  done: 'Done',
};

/** Which list it is, how far it and the others are, and the two ways on. */
export const ListHead = memo(function ListHead({
  productId,
  kind,
  kinds,
  state,
  view,
  onKind,
  onDone,
  onNext,
}: ListHeadProps) {
  const [settings, change] = useSettings();
  const { data: progress } = useCall('queue.progress', { type: kind.type, view });
  const isDone = state === 'done';
  const all = progress === undefined ? 0 : progress.untouched + progress.begun + progress.done;
  return (
    <div className="list-head">
      <div className="list-title">
        <h2>List as it leaves</h2>
        <span className="results-push" />
        {state === null ? null : (
          <span className="list-state" data-state={state}>
            {isDone ? <Check size={12} strokeWidth={3} aria-hidden /> : null}
            {stateWords[state]}
          </span>
        )}
        <IconButton label="Lists and stock…" onPress={() => listKindsSheet.show({})}>
          <Settings2 size={16} aria-hidden />
        </IconButton>
      </div>
      <ListPeople id={productId} type={kind.type} />
      {kinds.length < 2 ? null : (
        <Select
          label="List"
          value={kind.type}
          options={kinds.map(({ type, title }) => ({ value: type, label: title }))}
          onChange={onKind}
        />
      )}
      <div className="list-ways">
        <Button
          variant={isDone ? 'normal' : 'primary'}
          icon={isDone ? <RotateCcw size={14} aria-hidden /> : <Check size={14} aria-hidden />}
          onPress={() => onDone(!isDone)}
        >
          {isDone ? 'Not done' : 'Done'}
        </Button>
        <Button
          variant={isDone ? 'primary' : 'normal'}
          icon={<ArrowRight size={14} aria-hidden />}
          onPress={onNext}
        >
          Next list
        </Button>
      </div>
      {progress === undefined ? null : (
        <p className="list-progress quiet">
          <progress value={progress.done} max={Math.max(1, all)} aria-label="Lists that are done" />
          {`${formatCount(progress.done)} of ${formatCount(all)} done`}
          {progress.begun === 0 ? '' : ` · ${formatCount(progress.begun)} begun`}
        </p>
      )}
      {state === 'untouched' ? (
        <p className="list-hint quiet">
          <kbd>A</kbd> accepts a look-alike, <kbd>X</kbd> rejects it, <kbd>P</kbd> pins it. <kbd>D</kbd> says
          that the list is done, <kbd>N</kbd> goes on to the next.
        </p>
      ) : null}
      <Checkbox isSelected={settings.autoAdvance} onChange={(autoAdvance) => change({ autoAdvance })}>
        Go on when a list is done
      </Checkbox>
    </div>
  );
});
