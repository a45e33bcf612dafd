import { Info } from 'lucide-react';
import type { ImportReport } from '../../../../contract/imports.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { describeDuration } from '../../../components/format.ts';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { closeImportSheet } from '../importIntent.ts';
import { describeSpeed } from '../importNumbers.ts';
import { SheetFoot } from '../SheetFoot.tsx';
import { ImportCounts, ImportSum } from './ImportCounts.tsx';
import { MissingProducts } from './MissingProducts.tsx';
import { describeMetadata, namesOf } from './metadataReport.ts';
import { NamedNames } from './NamedNames.tsx';
import { titleOf } from './namedWords.ts';
import { ProblemList } from './ProblemList.tsx';
import { describePrecision, describeRuntime } from './runtimeWords.ts';

interface ImportReportViewProps {
  readonly report: ImportReport;
  readonly onImportMore: () => void;
}

/** What came of an import: the sum, the metadata, what failed, what is missing. */
export function ImportReportView({ report, onImportMore }: ImportReportViewProps) {
  return (
    <div className="import-run">
      <div className="import-source-words">
        <span className="import-path import-run-folder">{report.folder}</span>
        <span className="quiet">{describeOutcome(report)}</span>
      </div>
      {report.message === null ? null : (
        <p className={report.outcome === 'stopped' ? 'import-stop' : 'quiet'} role="alert">
          {report.message}
        </p>
      )}
      <div className="import-section">
        <ImportCounts counts={report} isFoundFinal />
        <ImportSum counts={report} />
      </div>
      <MetadataFacts report={report} />
      {report.missing === 0 ? null : (
        <MissingProducts missing={report.missing} names={namesOf(report, 'images-missing')} />
      )}
      {report.removed === 0 ? null : <p>{`${report.removed} products whose files are gone were removed.`}</p>}
      <Notes report={report} />
      <ProblemList problems={report.problems} total={report.failed} folder={report.folder} />
      <SheetFoot>
        <Button onPress={onImportMore}>Import more…</Button>
        <Button variant="primary" autoFocus onPress={closeImportSheet}>
          Show the products
        </Button>
      </SheetFoot>
    </div>
  );
}

function MetadataFacts({ report }: { readonly report: ImportReport }) {
  const facts = describeMetadata(report);
  if (facts === null) return null;
  return (
    <section className="import-section" aria-labelledby="report-metadata">
      <h3 id="report-metadata">Metadata</h3>
      <p>{facts.summary}</p>
      {facts.numbers.map((list) =>
        list.entries.length === 0 ? (
          <p key={list.what}>{titleOf(list)}</p>
        ) : (
          <NamedNames key={list.what} list={list} />
        ),
      )}
    </section>
  );
}

function Notes({ report }: { readonly report: ImportReport }) {
  const precision = describePrecision(report);
  const notes = [...report.notes, ...(precision === null ? [] : [precision])];
  const flat = report.named.find(({ what }) => what === 'images-of-one-colour');
  return (
    <section className="import-section" aria-labelledby="report-notes">
      <h3 id="report-notes">Notes</h3>
      {notes.length === 0 ? null : (
        <ul className="import-lines">
          {notes.map((note) => (
            <li key={note} className="import-note">
              <Info size={14} aria-hidden />
              <span>{note}</span>
            </li>
          ))}
        </ul>
      )}
      {flat === undefined ? null : <NamedNames list={flat} />}
      <Unfold title="Technical details">
        <ul className="import-lines import-details">
          {describeRuntime(report).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Unfold>
    </section>
  );
}

const precisionWords = { fp32: 'precise', int8: 'fast' } as const;

function describeOutcome(report: ImportReport): string {
  const time = describeDuration(report.seconds);
  if (report.outcome !== 'done')
    return `${report.outcome === 'cancelled' ? 'Cancelled' : 'Stopped'} after ${time}. What was done stays; the next import goes on from there.`;
  const parts = [`Done in ${time}`];
  if (report.imagesPerSecond > 0) parts.push(`${describeSpeed(report.imagesPerSecond)} images/s`);
  parts.push(`${report.model}, ${precisionWords[report.precision]}`);
  return parts.join(' · ');
}
