import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import './Unfold.css';

export interface UnfoldProps {
  readonly title: string;
  /** Stands quietly after the title: what is inside, in a few words. */
  readonly summary?: string;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}

/** A part of a sheet that most people never need: folded until asked for. */
export function Unfold({ title, summary, isOpenAtFirst = false, children }: UnfoldProps) {
  return (
    <Disclosure className="unfold" defaultExpanded={isOpenAtFirst}>
      <Heading level={3} className="unfold-heading">
        <Button slot="trigger" className="unfold-trigger">
          <ChevronRight size={14} className="unfold-arrow" aria-hidden />
          <span>{title}</span>
          {summary === undefined ? null : <span className="unfold-summary one-line">{summary}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="unfold-panel">
        <div className="unfold-content">{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
