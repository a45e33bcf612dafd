import type { ReactNode, Ref } from 'react';

interface ScrollRegionProps {
  readonly label: string;
  readonly className: string;
  readonly isStale?: boolean;
  readonly scrollerRef?: Ref<HTMLElement>;
  readonly children: ReactNode;
}

/** A part that scrolls by itself and holds nothing to focus: it takes the focus, so that the arrows can scroll it. */
export function ScrollRegion({ label, className, isStale, scrollerRef, children }: ScrollRegionProps) {
  return (
    <section
      className={className}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here (axe: scrollable-region-focusable).
      tabIndex={0}
      {...(isStale !== undefined && { 'data-stale': isStale })}
      {...(scrollerRef !== undefined && { ref: scrollerRef })}
    >
      {children}
    </section>
  );
}
