/** What the pages of a review have around what is decided on. */
import type { ReactNode } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { Job } from '../../../contract/jobs.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { WorkProgress } from '../../components/WorkProgress.tsx';
import type { StartedJob } from '../useStartedJob.ts';
import './ReviewParts.css';

interface Around {
  readonly children: ReactNode;
}

export function ReviewBar({ title, children }: Around & { readonly title: string }) {
  return (
    <div className="review-bar">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

export interface ReviewWorkProps {
  readonly label: string;
  /** Says that the last one ended too early. */
  readonly ended: string;
  readonly job: Pick<StartedJob<Job['kind']>, 'running' | 'failure' | 'cancel'>;
}

/** The work that finds what is reviewed, while it runs and where it failed. */
export function ReviewWork({ label, ended, job: { running, failure, cancel } }: ReviewWorkProps) {
  return (
    <>
      {running === null ? null : (
        <div className="review-progress">
          <WorkProgress
            label={label}
            value={running.progress}
            isCancelling={running.state === 'cancelling'}
            onCancel={cancel}
          />
        </div>
      )}
      {failure === null ? null : <ReviewNotice title={ended} failure={failure} />}
    </>
  );
}

export function ReviewNotice({ title, failure }: { readonly title: string; readonly failure: Failure }) {
  return (
    <div className="review-notice">
      <ErrorNote title={title} failure={failure} />
    </div>
  );
}

export function ReviewWaiting() {
  return <div className="review-waiting" aria-busy="true" />;
}

export interface ReviewedProps extends Around {
  /** What one is called: "Group". */
  readonly name: string;
  readonly canDecide: boolean;
  /** The buttons. */
  readonly decide: ReactNode;
}

/** The one that is decided on, over its buttons. */
export function Reviewed({ name, canDecide, decide, children }: ReviewedProps) {
  return (
    <section className="review-one" aria-label={name} aria-busy={!canDecide}>
      {children}
      <div className="review-decide">{decide}</div>
    </section>
  );
}
