import { useSheets } from '../shell/sheets.ts';
import { sheets } from './sheetList.ts';

/** Renders the sheet that is open, if one is. */
export function Sheets() {
  const open = useSheets((state) => state.open);
  if (open === null) return null;
  return sheets.find((sheet) => sheet.name === open.name)?.render(open) ?? null;
}
