import { showExportSheet } from '../../features/lists/exportSheet.ts';
import { currentAddress } from '../../shell/navigation.ts';
import { pageOf } from '../../shell/pages.ts';

/** Export, from wherever one is: of what is on screen there. */
export function exportHere(): void {
  const address = currentAddress();
  const page = pageOf(address);
  if (page.showExport !== undefined) page.showExport(address);
  else void showExportSheet();
}
