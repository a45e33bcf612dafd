import { useEffect, useState } from 'react';
import { Failure } from '../../../contract/failure.ts';
import { useCall } from '../../api/useCall.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { closeImportSheet, forgetImport, useImportIntent, watchImport } from './importIntent.ts';
import { ChooseFolder } from './plan/ChooseFolder.tsx';
import { PlanImport } from './plan/PlanImport.tsx';
import { ImportReportView } from './report/ImportReportView.tsx';
import { FootContext } from './SheetFoot.tsx';
import { useImportJob } from './useImportJob.ts';
import './ImportSheet.css';

/** Choosing a folder, planning its import, watching it run, reading its report: one sheet, one phase at a time. */
export function ImportSheet({ folder }: { readonly folder?: string }) {
  return <ImportPhases key={folder ?? ''} givenFolder={folder ?? null} />;
}

function ImportPhases({ givenFolder }: { readonly givenFolder: string | null }) {
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const [folder, setFolder] = useState(givenFolder);
  const { showsReport, watchedId } = useImportIntent();
  const { progress, report, unstarted, isLoading } = useImportJob();
  const catalog = useCall('catalogs.current', {});

  const runningId = progress?.jobId;
  useEffect(() => {
    if (runningId !== undefined) watchImport(runningId);
  }, [runningId]);
  useEffect(() => forgetImport, []);

  const failedStart = unstarted.find((job) => job.id === watchedId);
  const watchedReport = report !== null && report.importId === watchedId ? report : null;
  const shownReport = watchedReport ?? (showsReport && folder === null ? report : null);

  function chooseAnother() {
    setFolder(null);
    forgetImport();
  }

  const [title, body] = (() => {
    if (isLoading || catalog.isLoading) return ['Import', <p key="wait">One moment…</p>] as const;
    if (progress !== null) return ['Import', <ImportRunning key="run" progress={progress} />] as const;
    if (shownReport !== null)
      return [
        'Import report',
        <ImportReportView key="report" report={shownReport} onImportMore={chooseAnother} />,
      ] as const;
    if (folder !== null)
      return [
        'Import a folder',
        <PlanImport
          key={folder}
          folder={folder}
          catalog={catalog.data?.catalog ?? null}
          onChooseAnother={() => setFolder(null)}
        />,
      ] as const;
    return [
      catalog.data?.catalog ? 'Import' : 'Open a folder',
      <ChooseFolder
        key="choose"
        catalog={catalog.data?.catalog ?? null}
        lastReport={report}
        onChoose={setFolder}
      />,
    ] as const;
  })();

  return (
    <Sheet
      title={title}
      size="large"
      onClose={closeImportSheet}
      footer={<div ref={setFoot} className="import-foot" />}
    >
      {failedStart === undefined || progress !== null ? null : (
        <ErrorNote
          title="The import could not begin"
          failure={new Failure('internal', failedStart.message ?? 'Choose the folder again.')}
        />
      )}
      <FootContext.Provider value={foot}>{body}</FootContext.Provider>
    </Sheet>
  );
}
