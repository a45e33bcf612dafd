import { defineSheet } from '../../../shell/sheets.ts';

/** A product's attributes, to be corrected by hand. */
export const correctSheet = defineSheet<{ readonly id: string; readonly fields: readonly string[] }>(
  'correct a product',
);
