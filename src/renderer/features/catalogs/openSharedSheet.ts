/** The name of the sheet that opens a shared catalog; with an address it only asks how that is reached. */
import { defineSheet } from '../../shell/sheets.ts';

export interface OpenSharedIntent {
  readonly address?: string;
}

export const openSharedSheet = defineSheet<OpenSharedIntent>('open-shared');
