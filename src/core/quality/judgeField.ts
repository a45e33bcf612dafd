/** Whether it says something that two products share a field's value. */
import type { LeftOutField } from '../../contract/insight/quality.ts';
import type { FieldValues } from '../products/fieldColumn.ts';

/** Of values that fewer products have on average, a look-alike could hardly have the same one: ids, names, codes. */
const fewestPerValue = 2;

/** Null where it does; else why not, with how many different values there are. */
export function judgeField(
  { values, codeAt }: FieldValues,
  rows: number,
): Pick<LeftOutField, 'reason' | 'distinct'> | null {
  const isHeld = new Uint8Array(values.length);
  let withValue = 0;
  for (let row = 0; row < rows; row++) {
    const code = codeAt(row);
    if (code === 0) continue;
    withValue++;
    isHeld[code] = 1;
  }
  const distinct = isHeld.reduce((sum, held) => sum + held, 0);
  if (distinct === 0) return { reason: 'no-values', distinct };
  if (distinct * fewestPerValue > withValue) return { reason: 'codes', distinct };
  return distinct === 1 ? { reason: 'one-value', distinct } : null;
}
