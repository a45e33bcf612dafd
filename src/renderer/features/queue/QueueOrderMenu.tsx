import { ListOrdered } from 'lucide-react';
import type { QueueOrder } from '../../../contract/listWords.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Menu } from '../../components/controls/Menu.tsx';
import { fieldName } from '../products/fieldName.ts';
import { wordOf } from '../search/list/queueOrder.ts';

export interface QueueOrderMenuProps {
  /** Null: as the library is sorted. */
  readonly order: QueueOrder | null;
  readonly fields: readonly string[];
  readonly onOrder: (order: QueueOrder | null) => void;
}

interface Choice {
  readonly order: QueueOrder | null;
  readonly label: string;
  readonly description: string;
}

const choices: readonly Choice[] = [
  { order: null, label: 'As in the library', description: 'The order that is chosen there' },
  {
    order: { by: 'shortfall' },
    label: 'Most places missing first',
    description: 'Lists that are farthest from full',
  },
  {
    order: { by: 'exposure', first: 'most' },
    label: 'Most recommended first',
    description: 'Products that many lists show',
  },
  {
    order: { by: 'exposure', first: 'least' },
    label: 'Least recommended first',
    description: 'Products that no list shows, then those of few',
  },
];

/** Which lists come first, here and where one goes on to the next. */
export function QueueOrderMenu({ order, fields, onOrder }: QueueOrderMenuProps) {
  const current = nameOf(order);
  const entryOf = (choice: { order: QueueOrder | null; label: string; description?: string }) => ({
    ...choice,
    key: choice.order === null ? 'library' : wordOf(choice.order),
    isChosen: keyOf(choice.order) === keyOf(order),
    run: () => onOrder(choice.order),
  });
  return (
    <Menu
      label="Order of the lists"
      trigger={
        <Button
          variant="quiet"
          icon={<ListOrdered size={14} aria-hidden />}
          aria-label={`Order of the lists: ${current}`}
        >
          {current}
        </Button>
      }
      entries={[
        ...choices.map(entryOf),
        ...(fields.length === 0 ? [] : [{ key: 'by', heading: 'Together, least done first, by' }]),
        ...fields.map((field) => entryOf({ order: { by: 'field', field }, label: fieldName(field) })),
      ]}
    />
  );
}

function keyOf(order: QueueOrder | null): string {
  return order === null ? '' : wordOf(order);
}

function nameOf(order: QueueOrder | null): string {
  if (order?.by === 'field') return `By ${fieldName(order.field).toLowerCase()}`;
  return choices.find((choice) => keyOf(choice.order) === keyOf(order))?.label ?? '';
}
