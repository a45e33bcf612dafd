import { CircleCheck, CircleSlash } from 'lucide-react';
import type { TuneResult } from '../../../contract/insight/tuning.ts';
import { fieldName } from '../products/fieldName.ts';

/** What was found, in words and by field. */
export function Outcome({ result: { accepted, reason, fields } }: { readonly result: TuneResult }) {
  return (
    <section className="tune-outcome" aria-label="What was found">
      <p className="tune-reason">
        {accepted ? <CircleCheck size={16} aria-hidden /> : <CircleSlash size={16} aria-hidden />}
        <span>{reason}</span>
      </p>
      {fields.length === 0 ? null : (
        <table className="tune-table">
          <caption>Of a product’s five nearest, how many of 100 have its value</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Cosine</th>
              <th scope="col">Tuned</th>
              <th scope="col">Gain, and where it lies for certain</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ field, plain, tuned, low, high }) => (
              <tr key={field}>
                <th scope="row">{fieldName(field)}</th>
                <td>{ofHundred(plain)}</td>
                <td>{ofHundred(tuned)}</td>
                <td>{`${signed(tuned - plain)} (${signed(low)} to ${signed(high)})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const ofHundred = (share: number): string => (100 * share).toFixed(1);

function signed(share: number): string {
  const text = ofHundred(Math.abs(share));
  if (text === '0.0') return text;
  return `${share < 0 ? '−' : '+'}${text}`;
}
