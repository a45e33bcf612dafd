import { ArrowDownUp } from 'lucide-react';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Menu } from '../../components/controls/Menu.tsx';
import type { Address } from '../../shell/address.ts';
import { navigate } from '../../shell/navigation.ts';
import { fieldName } from './fieldName.ts';

/** The order of the library. Choosing the field again turns it round. */
export function SortMenu({ address }: { readonly address: Address }) {
  const { data } = useCall('catalogs.current', {});
  const { sort } = address.view;
  const fields = [
    { field: 'added', label: 'Order added' },
    { field: 'name', label: 'Name' },
    { field: 'id', label: 'Id' },
    ...(data?.catalog?.fields ?? []).map((field) => ({ field, label: fieldName(field) })),
  ];
  const current = fields.find((each) => each.field === sort.field)?.label ?? fieldName(sort.field);

  function setSort(field: string, descending: boolean): void {
    navigate({ ...address, view: { ...address.view, sort: { field, descending } } });
  }

  return (
    <Menu
      label="Sort by"
      trigger={
        <Button
          variant="quiet"
          icon={<ArrowDownUp size={14} aria-hidden />}
          aria-label={`Sort by: ${current}`}
        >
          {current}
        </Button>
      }
      entries={[
        ...fields.map(({ field, label }) => ({
          key: `field ${field}`,
          label,
          isChosen: field === sort.field,
          run: () => setSort(field, field === sort.field ? !sort.descending : false),
        })),
        { key: 'line', separator: true },
        {
          key: 'ascending',
          label: 'Ascending',
          isChosen: !sort.descending,
          run: () => setSort(sort.field, false),
        },
        {
          key: 'descending',
          label: 'Descending',
          isChosen: sort.descending,
          run: () => setSort(sort.field, true),
        },
      ]}
    />
  );
}
