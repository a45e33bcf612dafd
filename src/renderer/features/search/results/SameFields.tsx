import { ChevronDown } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { Button } from '../../../components/controls/Button.tsx';
import { Menu } from '../../../components/controls/Menu.tsx';
import { useElementSize } from '../../../components/layout/useElementSize.ts';
import { fieldName } from '../../products/fieldName.ts';
import './SameFields.css';

export interface SameFieldsProps {
  readonly fields: readonly string[];
  /** Those in which a look-alike must equal the query product. */
  readonly same: readonly string[];
  /** Fields in which the query product has no value. */
  readonly empty: ReadonlySet<string>;
  readonly onToggle: (field: string) => void;
}

/** In which fields look-alikes must be the same: one row of switches, and a menu of those that it has no room for. */
export function SameFields({ fields, same, empty, onToggle }: SameFieldsProps) {
  const row = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(row);
  const [fitting, setFitting] = useState(fields.length);

  // Those that do not fit wrap below the row, out of sight; what is hidden keeps its place, so that the answer stays the same.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what moves the switches.
  useLayoutEffect(() => {
    const switches = [...(row.current?.children ?? [])].filter((child) => child instanceof HTMLElement);
    const top = switches[0]?.offsetTop;
    setFitting(switches.filter(({ offsetTop }) => offsetTop === top).length);
  }, [width, fields]);

  const isOff = (field: string) => !same.includes(field) && empty.has(field);
  const rest = fields.slice(fitting);
  const chosen = rest.filter((field) => same.includes(field)).length;
  return (
    <fieldset className="same-fields">
      <legend>Same</legend>
      <div ref={row} className="same-fields-row">
        {fields.map((field, index) => (
          <ToggleButton
            key={field}
            className="same-field"
            style={index < fitting ? {} : { visibility: 'hidden' }}
            isSelected={same.includes(field)}
            isDisabled={isOff(field)}
            onChange={() => onToggle(field)}
          >
            {fieldName(field)}
          </ToggleButton>
        ))}
      </div>
      {rest.length === 0 ? null : (
        <Menu
          label="More fields"
          trigger={
            <Button variant="quiet" icon={<ChevronDown size={14} aria-hidden />}>
              {chosen === 0 ? `${rest.length} more` : `${rest.length} more (${chosen})`}
            </Button>
          }
          entries={rest.map((field) => ({
            key: field,
            label: fieldName(field),
            isChosen: same.includes(field),
            isDisabled: isOff(field),
            run: () => onToggle(field),
          }))}
        />
      )}
    </fieldset>
  );
}
