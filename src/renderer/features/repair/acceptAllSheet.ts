import { defineSheet } from '../../shell/sheets.ts';
import type { ChosenSuggestions } from './repairActions.ts';

/** Shows what accepting all suggestions from a confidence on would change, and does it. */
export const acceptAllSheet = defineSheet<{ readonly chosen: ChosenSuggestions }>('accept all suggestions');
