import { useState } from 'react';
import type { Address } from '../shell/address.ts';
import { leave, navigate, textOf } from '../shell/navigation.ts';
import { registeredPages } from '../shell/pages.ts';

type LastAddresses = Readonly<Record<string, Address>>;

/** The pages of the catalog. They are links, because every page has an address. */
export function ViewTabs({ address }: { readonly address: Address }) {
  /** Where one was last on each page: it may want to go on from there. */
  const [last, setLast] = useState<LastAddresses>({});
  if (last[address.page] !== address) setLast({ ...last, [address.page]: address });
  return (
    <nav className="view-tabs" aria-label="Views">
      {registeredPages().map((page) => {
        const isCurrent = page.name === address.page;
        const target = isCurrent ? address : page.enter(leave(address), last[page.name] ?? null);
        return (
          <ViewTab
            key={page.name}
            label={page.title}
            target={target}
            isCurrent={isCurrent}
            {...(page.missing !== undefined && { missing: page.missing })}
          />
        );
      })}
    </nav>
  );
}

interface ViewTabProps {
  readonly label: string;
  readonly target: Address | null;
  readonly isCurrent: boolean;
  /** Why it leads nowhere yet. */
  readonly missing?: string;
}

function ViewTab({ label, target, isCurrent, missing }: ViewTabProps) {
  if (target === null) {
    return (
      <span className="view-tab" aria-disabled="true" title={missing}>
        {label}
      </span>
    );
  }
  return (
    <a
      className="view-tab"
      href={textOf(target)}
      {...(isCurrent && { 'aria-current': 'page' as const })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(target);
      }}
    >
      {label}
    </a>
  );
}
