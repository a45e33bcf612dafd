import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Facet } from '../../../contract/products.ts';
import { Checkbox } from '../../components/Checkbox.tsx';
import { formatCount } from '../../components/format.ts';
import { LinkButton } from '../../components/LinkButton.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { shortListLength, valuesToShow } from './facetValues.ts';
import { fieldName } from './fieldName.ts';
import { nameOfValue } from './filters.ts';

/** Which fields were opened or closed by hand; kept while the window lives, over filters and views. */
const openedByHand = new Map<string, boolean>();

export interface FacetGroupProps {
  readonly facet: Facet;
  readonly chosen: readonly string[];
  readonly isOpenAtFirst: boolean;
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}

/** One field: its name, and its values with how many products each would leave. */
export function FacetGroup({ facet, chosen, isOpenAtFirst, onToggle, onClear }: FacetGroupProps) {
  const [isOpen, setIsOpen] = useState(openedByHand.get(facet.field) ?? (isOpenAtFirst || chosen.length > 0));
  const [isWhole, setIsWhole] = useState(false);
  const [typed, setTyped] = useState('');
  const head = useRef<HTMLButtonElement>(null);
  const name = fieldName(facet.field);
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
        {chosen.length === 0 ? null : (
          <LinkButton onPress={clear} label={`Clear ${name}`}>
            Clear
          </LinkButton>
        )}
      </h2>
      {isOpen ? (
        <>
          {isWhole ? (
            <SearchField label={`Find in ${name}`} placeholder="Find" value={typed} onChange={setTyped} />
          ) : null}
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
