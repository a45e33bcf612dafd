import { registerSheet } from '../../shell/sheets.ts';
import { OpenSharedSheet } from './OpenSharedSheet.tsx';
import { openSharedSheet } from './openSharedSheet.ts';

export const sheet = registerSheet(openSharedSheet, OpenSharedSheet);
