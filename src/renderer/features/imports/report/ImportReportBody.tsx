import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportReport } from '../../../../contract/imports.ts';
import { describeDuration, formatCounted } from '../../../components/format.ts';
import { Unfold } from '../../../components/layout/Unfold.tsx';
import { describeSpeed } from '../importNumbers.ts';
import { ImportCounts, ImportSum } from './ImportCounts.tsx';
import { MissingProducts } from './MissingProducts.tsx';
import { describeMetadata, namesOf } from './metadataReport.ts';
import { NamedNames } from './NamedNames.tsx';
import { titleOf } from './namedWords.ts';
import { ProblemList } from './ProblemList.tsx';
import { describePrecision, describeRuntime } from './runtimeWords.ts';
import '../ImportSheet.css';

interface ImportReportBodyProps {
  readonly report: ImportReport;
  /** What was missing after an earlier import may be back: only after the last one it is offered to remove products. */
  readonly isLast: boolean;
  /** At the end of a file that it names: the way to the product that it is a picture of. */
  readonly renderFileAction?: (path: string) => ReactNode;
}

/** What came of an import: the sum, the metadata, what failed, what is missing. */
export function ImportReportBody({ report, isLast, renderFileAction }: ImportReportBodyProps) {
  const action = renderFileAction === undefined ? {} : { renderFileAction };
  return (
    <>
      <div className="import-source-words">
        <span className="import-path import-run-folder">{report.folder}</span>
        <span className="quiet">{describeOutcome(report)}</span>
      </div>
      {report.message === null ? null : (
        <p
          className={report.outcome === 'stopped' ? 'import-stop' : 'quiet'}
          role={isLast ? 'alert' : undefined}
        >
          {report.message}
        </p>
      )}
      <div className="import-section">
        <ImportCounts counts={report} isFoundFinal />
        <ImportSum counts={report} />
      </div>
      <MetadataFacts report={report} {...action} />
      {report.missing === 0 ? null : isLast ? (
        <MissingProducts missing={report.missing} names={namesOf(report, 'images-missing')} />
      ) : (
        <Missing report={report} />
      )}
      {report.removed === 0 ? null : (
        <p>{`${formatCounted(report.removed, 'product')} whose files are gone ${report.removed === 1 ? 'was' : 'were'} removed.`}</p>
      )}
      <Notes report={report} {...action} />
      <ProblemList problems={report.problems} total={report.failed} folder={report.folder} {...action} />
    </>
  );
}

/** What an earlier import did not find, with nothing to be done about it there. */
function Missing({ report }: { readonly report: ImportReport }) {
  const entries = namesOf(report, 'images-missing');
  return (
    <section className="import-section">
      <p>{`${formatCounted(report.missing, 'file')} of earlier imports ${report.missing === 1 ? 'was' : 'were'} no longer found.`}</p>
      {entries.length === 0 ? null : (
        <NamedNames list={{ what: 'images-missing', total: report.missing, entries }} />
      )}
    </section>
  );
}

type PartProps = Pick<ImportReportBodyProps, 'report' | 'renderFileAction'>;

function MetadataFacts({ report, ...action }: PartProps) {
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
          <NamedNames key={list.what} list={list} {...action} />
        ),
      )}
    </section>
  );
}

function Notes({ report, ...action }: PartProps) {
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
      {flat === undefined ? null : <NamedNames list={flat} {...action} />}
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
