import type { ReactNode, Ref } from 'react';
import './ScrollRegion.css';

interface ScrollRegionProps {
  readonly label: string;
  readonly className: string;
  readonly isStale?: boolean;
  readonly scrollerRef?: Ref<HTMLElement>;
  /** @param topPx how far it is scrolled down */
  readonly onScroll?: (topPx: number) => void;
  readonly children: ReactNode;
}

/** A part that scrolls by itself and holds nothing to focus: it takes the focus, so that the arrows can scroll it. */
export function ScrollRegion({
  label,
  className,
  isStale,
  scrollerRef,
  onScroll,
  children,
}: ScrollRegionProps) {
  return (
    <section
      className={className}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here (axe: scrollable-region-focusable).
      tabIndex={0}
      {...(isStale !== undefined && { 'data-stale': isStale })}
      {...(scrollerRef !== undefined && { ref: scrollerRef })}
      {...(onScroll !== undefined && { onScroll: (event) => onScroll(event.currentTarget.scrollTop) })}
    >
      {children}
    </section>
  );
}
