import type { ImportReport } from '../../../../contract/imports.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { closeImportSheet } from '../importIntent.ts';
import { SheetFoot } from '../SheetFoot.tsx';
import { ImportReportBody } from './ImportReportBody.tsx';

interface ImportReportViewProps {
  readonly report: ImportReport;
  readonly onImportMore: () => void;
}

/** The report of the import that was just made, and where one goes on from it. */
export function ImportReportView({ report, onImportMore }: ImportReportViewProps) {
  return (
    <div className="import-run">
      <ImportReportBody report={report} isLast />
      <SheetFoot>
        <Button onPress={onImportMore}>Import more…</Button>
        <Button variant="primary" autoFocus onPress={closeImportSheet}>
          Show the products
        </Button>
      </SheetFoot>
    </div>
  );
}
