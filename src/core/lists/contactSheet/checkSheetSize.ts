import { Failure } from '../../../contract/failure.ts';

/** With their pictures some 60 MB: what can still be sent, and opened on a phone. */
export const mostOnSheet = 5000;

/** @throws Failure `bad-input` for more than a contact sheet takes, with the way out */
export function checkSheetSize(lists: number, top: number): void {
  if (lists * top <= mostOnSheet) return;
  const count = (number: number): string => number.toLocaleString('en');
  const fitting = Math.floor(mostOnSheet / top);
  throw new Failure(
    'bad-input',
    `A contact sheet takes ${count(mostOnSheet)} look-alikes at most, so that it can be sent and opened on a phone: ${count(fitting)} lists of ${top}, and these are ${count(lists)}. Select fewer products, make the lists shorter, or choose an Excel workbook.`,
  );
}
