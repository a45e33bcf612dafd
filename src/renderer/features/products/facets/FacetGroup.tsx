import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Facet } from '../../../../contract/products.ts';
import type { Bounds } from '../../../../contract/scalars.ts';
import { Checkbox } from '../../../components/controls/Checkbox.tsx';
import { LinkButton } from '../../../components/controls/LinkButton.tsx';
import { SearchField } from '../../../components/controls/SearchField.tsx';
import { formatCount } from '../../../components/format.ts';
import { fieldName } from '../fieldName.ts';
import { shortListLength, spanToShow, valuesToShow } from './facetValues.ts';
import { nameOfValue } from './filterWords.ts';
import { RangeFields } from './RangeFields.tsx';

/** Which fields were opened or closed by hand; kept while the window lives, over filters and views. */
const openedByHand = new Map<string, boolean>();

export interface FacetGroupProps {
  readonly facet: Facet;
  readonly chosen: readonly string[];
  readonly range: Bounds | null;
  /** Some filter of the view looks at this field. */
  readonly isFiltered: boolean;
  readonly isOpenAtFirst: boolean;
  readonly onToggle: (value: string) => void;
  readonly onRange: (range: Bounds | null) => void;
  readonly onClear: () => void;
}

/** One field: its name, its values with how many products each would leave, and from where to where for numbers and dates. */
export function FacetGroup(props: FacetGroupProps) {
  const { facet, chosen, range, isFiltered, isOpenAtFirst, onToggle, onRange, onClear } = props;
  const [isOpen, setIsOpen] = useState(openedByHand.get(facet.field) ?? (isOpenAtFirst || isFiltered));
  const [isWhole, setIsWhole] = useState(false);
  const [typed, setTyped] = useState('');
  const head = useRef<HTMLButtonElement>(null);
  const name = fieldName(facet.field);
  const span = spanToShow(facet, range);
  const { values, hidden } = valuesToShow(facet, chosen, isWhole, typed);

  function clear(): void {
    // The button goes with the filter; the field itself stays.
    head.current?.focus();
    onClear();
  }

  function fold(): void {
    openedByHand.set(facet.field, !isOpen);
    setIsOpen(!isOpen);
  }

  return (
    <section className="facet" aria-label={name}>
      <h2 className="facet-head">
        <Button ref={head} className="facet-fold" aria-expanded={isOpen} onPress={fold}>
          <ChevronRight size={14} aria-hidden />
          <span className="one-line">{name}</span>
        </Button>
        {!isFiltered ? null : (
          <LinkButton onPress={clear} label={`Clear ${name}`}>
            Clear
          </LinkButton>
        )}
      </h2>
      {isOpen ? (
        <>
          {span === undefined ? null : (
            <RangeFields name={name} span={span} range={range ?? {}} onChange={onRange} />
          )}
          {isWhole ? (
            <SearchField label={`Find in ${name}`} placeholder="Find" value={typed} onChange={setTyped} />
          ) : null}
          {values.length === 0 ? null : (
            <ul className={isWhole ? 'facet-values facet-values-whole' : 'facet-values'}>
              {values.map(({ value, count }) => (
                <li key={value} data-empty={count === 0 ? '' : undefined}>
                  <Checkbox isSelected={chosen.includes(value)} onChange={() => onToggle(value)}>
                    <span className="facet-value">
                      <span className="one-line" title={nameOfValue(value)}>
                        {nameOfValue(value)}
                      </span>
                      <span className="facet-count">{formatCount(count)}</span>
                    </span>
                  </Checkbox>
                </li>
              ))}
            </ul>
          )}
          {hidden > 0 && isWhole ? (
            <p className="facet-more">{formatCount(hidden)} more: type to find them</p>
          ) : null}
          {facet.values.length > shortListLength ? (
            <p className="facet-more">
              <LinkButton onPress={() => setIsWhole(!isWhole)}>
                {isWhole ? 'Show fewer' : `Show all ${formatCount(facet.values.length)}`}
              </LinkButton>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
