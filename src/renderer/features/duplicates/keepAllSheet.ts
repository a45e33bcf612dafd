import type { KeepRule } from '../../../contract/insight/duplicates.ts';
import { defineSheet } from '../../shell/sheets.ts';

/** Shows what keeping the best of all open groups would change, and does it. */
export const keepAllSheet = defineSheet<{ readonly rule: KeepRule }>('keep the best of all');
