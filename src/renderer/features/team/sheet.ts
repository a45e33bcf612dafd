import { registerSheet } from '../../shell/sheets.ts';
import { TeamSheet } from './TeamSheet.tsx';
import { teamSheet } from './teamSheet.ts';

export const sheet = registerSheet(teamSheet, TeamSheet);
