import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface CardsProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** Cards of unlike heights in columns: each stands below the shortest column, as they are read, so that short ones leave no holes. */
export function Cards({ className = '', children }: CardsProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const grid = ref.current;
    if (grid === null) return;
    const sizes = new ResizeObserver((changes) => {
      for (const { target } of changes) takeRows(target);
    });
    const observeAll = () => {
      for (const card of grid.children) {
        takeRows(card);
        sizes.observe(card);
      }
    };
    observeAll();
    const cards = new MutationObserver(observeAll);
    cards.observe(grid, { childList: true });
    return () => {
      cards.disconnect();
      sizes.disconnect();
    };
  }, []);
  return (
    <div ref={ref} className={`insight-cards ${className}`.trim()} data-pictures>
      {children}
    </div>
  );
}

/** Rows of the grid are a pixel high; the gap below a card is part of its rows. */
function takeRows(card: Element): void {
  if (!(card instanceof HTMLElement)) return;
  const rows = `span ${Math.ceil(card.getBoundingClientRect().height) + gapPx}`;
  if (card.style.gridRowEnd !== rows) card.style.gridRowEnd = rows;
}

/** `--space-4`, which parts the columns as well. */
const gapPx = 16;
