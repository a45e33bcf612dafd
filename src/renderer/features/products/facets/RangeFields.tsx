import { type FocusEvent, useState } from 'react';
import type { Facet } from '../../../../contract/products.ts';
import { type Bounds, boundsProblem, formatBounds } from '../../../../contract/scalars.ts';
import { TextField } from '../../../components/controls/TextField.tsx';

export interface RangeFieldsProps {
  readonly name: string;
  /** Shown where nothing is typed. */
  readonly span: NonNullable<Facet['span']>;
  readonly range: Bounds;
  /** Null where both fields were emptied. */
  readonly onChange: (range: Bounds | null) => void;
}

/** From … to …: settled by Enter, or on leaving the two fields. */
export function RangeFields({ name, span, range, onChange }: RangeFieldsProps) {
  const settled = formatBounds(range);
  const [typed, setTyped] = useState(range);
  const [problem, setProblem] = useState<string | null>(null);

  // The filter may be changed elsewhere, by its chip for one.
  const [seen, setSeen] = useState(settled);
  if (seen !== settled) {
    setSeen(settled);
    setTyped(range);
    setProblem(null);
  }

  function settle(): void {
    const [min, max] = [String(typed.min ?? '').trim(), String(typed.max ?? '').trim()];
    const bounds = { ...(min !== '' && { min }), ...(max !== '' && { max }) };
    const isEmpty = min === '' && max === '';
    const wrong = isEmpty ? null : boundsProblem(bounds);
    setProblem(wrong);
    if (wrong === null && formatBounds(bounds) !== settled) onChange(isEmpty ? null : bounds);
  }

  function leave({ currentTarget, relatedTarget }: FocusEvent<HTMLFormElement>): void {
    if (!currentTarget.contains(relatedTarget)) settle();
  }

  return (
    <form
      className="facet-range"
      onSubmit={(event) => {
        event.preventDefault();
        settle();
      }}
      onBlur={leave}
    >
      <TextField
        label={`${name} from`}
        isLabelHidden
        placeholder={span.min}
        value={String(typed.min ?? '')}
        onChange={(min) => setTyped({ ...typed, min })}
      />
      <span className="quiet" aria-hidden>
        to
      </span>
      <TextField
        label={`${name} to`}
        isLabelHidden
        placeholder={span.max}
        value={String(typed.max ?? '')}
        onChange={(max) => setTyped({ ...typed, max })}
      />
      {/* Without a button of its own a form of two fields does not take Enter. */}
      <button type="submit" hidden>
        Filter
      </button>
      {problem === null ? null : (
        <p className="facet-range-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
