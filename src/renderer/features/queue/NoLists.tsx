import { ListChecks } from 'lucide-react';
import type { ListState } from '../../../contract/listWords.ts';
import { Button } from '../../components/controls/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';

export interface NoListsProps {
  readonly state: ListState;
  readonly onAll: () => void;
  readonly onNext: () => void;
}

const words: { readonly [S in ListState]: { readonly title: string; readonly text: string } } = {
  untouched: {
    title: 'Every list is begun',
    text: 'Something was decided in each of these lists, or they are done. What is begun is to be gone on with.',
  },
  begun: {
    title: 'No list is begun',
    text: 'A list is begun with the first look-alike that you accept, reject or pin, and as long as you have not said that it is done.',
  },
  done: {
    title: 'No list is done yet',
    text: 'Beside the look-alikes of a product, accept, reject and pin until its list is as it should leave; then press D. Here D says so of all lists that you chose.',
  },
};

/** No list is so far: says when one is, and leads on. */
export function NoLists({ state, onAll, onNext }: NoListsProps) {
  return (
    <EmptyState
      icon={<ListChecks size={40} />}
      title={words[state].title}
      actions={
        <>
          <Button variant="primary" onPress={onNext}>
            Curate the next list
          </Button>
          <Button onPress={onAll}>Show all lists</Button>
        </>
      }
    >
      {words[state].text}
    </EmptyState>
  );
}
