import { FolderInput, Image } from 'lucide-react';
import type { PastImport } from '../../../contract/imports.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { navigate } from '../../shell/navigation.ts';
import { emptyView } from '../../shell/viewInAddress.ts';
import { showImportSheet } from '../imports/importIntent.ts';
import { ImportReportBody } from '../imports/report/ImportReportBody.tsx';
import type { LibraryAddress } from '../products/libraryAddress.ts';
import { describeMoment } from './historyWords.ts';

interface PastReportProps {
  readonly past: PastImport;
  readonly isLast: boolean;
  readonly isRunning: boolean;
}

/** The whole report of an import: its lists can be opened, copied and exported, and its files lead to their products. */
export function PastReport({ past, isLast, isRunning }: PastReportProps) {
  const { number, startedAt, folder, ended } = past;
  const { data, error } = useCall('imports.report', { number }, { enabled: ended !== null });
  const productOf = new Map(data?.products.map(({ path, id }) => [path, id]));
  const moment = describeMoment(startedAt);
  return (
    <section className="history-report import-run" aria-label={`The import of ${moment}`}>
      <div className="history-head">
        <h2>{moment}</h2>
        {isRunning ? (
          <Button onPress={() => showImportSheet()}>Show how far it is</Button>
        ) : (
          <Button icon={<FolderInput size={14} aria-hidden />} onPress={() => showImportSheet({ folder })}>
            Import this folder again…
          </Button>
        )}
      </div>
      {ended !== null || isRunning ? null : (
        <p>
          {`The import of ${folder} did not come to its end: the program was closed or stopped meanwhile. What was done stays; import the folder again, and it goes on from there.`}
        </p>
      )}
      {error === null ? null : <ErrorNote title="The report could not be read" failure={error} />}
      {data === undefined ? null : (
        <ImportReportBody
          report={data.report}
          isLast={isLast}
          renderFileAction={(path) => {
            const id = productOf.get(path);
            return id === undefined ? null : (
              <IconButton label={`Show product ${id}`} onPress={() => showProduct(id)}>
                <Image size={16} aria-hidden />
              </IconButton>
            );
          }}
        />
      )}
    </section>
  );
}

/** In the library, which shows products without a usable picture too. */
function showProduct(id: string): void {
  navigate<LibraryAddress>({
    page: 'library',
    view: { ...emptyView, where: [{ kind: 'ids', ids: [id] }] },
    product: id,
  });
}
