import { useState } from 'react';
import type { Address } from '../../shell/address.ts';
import { leave, navigate, textOf } from '../../shell/navigation.ts';
import { hasRail, type Page, pageOf, registeredPages } from '../../shell/pages.ts';

type LastAddresses = Readonly<Record<string, Address>>;

/** The pages of the catalog. They are links, because every page has an address. */
export function ViewTabs({ address }: { readonly address: Address }) {
  /** Where one was last on each page: it may want to go on from there. */
  const [last, setLast] = useState<LastAddresses>({});
  if (last[address.page] !== address) setLast({ ...last, [address.page]: address });
  const here = pageOf(address);
  const top = here.within ?? here.name;
  return (
    <nav className={hasRail() ? 'view-rail' : 'view-tabs'} aria-label="Views">
      {registeredPages()
        .filter(({ within }) => within === undefined || within === top)
        .map((page) => {
          const isCurrent = page === here;
          const target = isCurrent ? address : page.enter(leave(address), last[page.name] ?? null);
          return <ViewTab key={page.name} page={page} target={target} isCurrent={isCurrent} />;
        })}
    </nav>
  );
}

interface ViewTabProps {
  readonly page: Page;
  readonly target: Address | null;
  readonly isCurrent: boolean;
}

function ViewTab({ page, target, isCurrent }: ViewTabProps) {
  const { icon: Icon, title } = page;
  const className = page.within === undefined ? 'view-tab' : 'view-tab view-tab-within';
  const content = (
    <>
      {hasRail() && page.within === undefined ? <Icon size={20} strokeWidth={1.5} aria-hidden /> : null}
      {title}
    </>
  );
  if (target === null) {
    return (
      <span className={className} aria-disabled="true" title={page.missing}>
        {content}
      </span>
    );
  }
  return (
    <a
      className={className}
      href={textOf(target)}
      {...(isCurrent && { 'aria-current': 'page' as const })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate(target);
      }}
    >
      {content}
    </a>
  );
}
