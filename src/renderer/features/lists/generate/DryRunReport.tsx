import { useEffect, useRef } from 'react';
import type { GenerationResult } from '../../../../contract/generation.ts';
import { formatCount, formatCounted } from '../../../components/format.ts';
import { Examples } from './Examples.tsx';
import { shortfallInWords } from './generationPlan.ts';

/** What lists would be made: how many are full, which rule leaves how many places empty, examples. */
export function DryRunReport({ result }: { readonly result: GenerationResult }) {
  const { products, full, linked, entries, kept, shortfallByRule, examples, notes } = result;
  const report = useRef<HTMLDivElement>(null);
  // It comes below the rules, where a small window ends.
  useEffect(() => {
    // In braces: some browsers answer with a promise, which React would call as what ends the effect.
    report.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="dry-run" ref={report}>
      <div>
        <h3 role="status">{`${formatCount(full)} of ${formatCounted(products, 'list')} would be full`}</h3>
        <p className="quiet">
          {`${formatCounted(entries, 'suggestion')}${kept === 0 ? '' : `, around ${formatCounted(kept, 'decided entry', 'decided entries')}`}. Nothing was changed yet.`}
        </p>
      </div>
      {linked === 0 ? null : (
        <p className="quiet">{`${formatCounted(linked, 'product')} that no list showed would have a last place.`}</p>
      )}
      {notes.map((note) => (
        <p key={note} className="dry-run-note">
          {note}
        </p>
      ))}
      {shortfallByRule.length === 0 ? null : (
        <table className="dry-run-table">
          <caption>Empty places, by the rule that leaves them empty</caption>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Lists</th>
              <th scope="col">Empty places</th>
              <th scope="col">Filled without it</th>
            </tr>
          </thead>
          <tbody>
            {shortfallByRule.map(({ rule, lists, missing, gain }) => (
              <tr key={rule}>
                <th scope="row">{shortfallInWords(rule)}</th>
                <td>{formatCount(lists)}</td>
                <td>{formatCount(missing)}</td>
                <td>{formatCount(gain)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {examples.length === 0 ? null : <Examples examples={examples} />}
    </div>
  );
}
