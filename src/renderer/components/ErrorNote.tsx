import { CircleAlert, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import { Button } from './controls/Button.tsx';
import './ErrorNote.css';

export interface ErrorNoteProps {
  /** What could not be done: "The look-alikes could not be found." */
  readonly title?: string;
  readonly failure: Failure;
  /** Ways out: "Try again", "Rebuild from the images". */
  readonly actions?: ReactNode;
}

/** An error where the thing is: what happened and what to do; details unfold and can be copied. */
export function ErrorNote({ title, failure, actions }: ErrorNoteProps) {
  const [hasCopied, setHasCopied] = useState(false);
  const details = [failure.message, `Code: ${failure.code}`, failure.detail].filter(Boolean).join('\n');

  async function copyDetails() {
    await navigator.clipboard.writeText(details);
    setHasCopied(true);
  }

  return (
    <div className="error-note" role="alert">
      <CircleAlert size={18} className="error-note-icon" aria-hidden />
      <div className="error-note-body">
        {title === undefined ? null : <p className="error-note-title">{title}</p>}
        <p className="error-note-message">{failure.message}</p>
        {actions === undefined ? null : <div className="error-note-actions">{actions}</div>}
        <details className="error-note-details">
          <summary>Details</summary>
          <pre>{details}</pre>
          <Button icon={<Copy size={14} aria-hidden />} onPress={() => void copyDetails()}>
            {hasCopied ? 'Copied' : 'Copy details'}
          </Button>
        </details>
      </div>
    </div>
  );
}
