import { useState } from 'react';
import { type Address, formatAddress, type LookAlikesAddress, libraryOf, lookAlikesOf } from './address.ts';
import { navigate } from './navigation.ts';

/** The views of the catalog. They are links, because every view has an address. */
export function ViewTabs({ address }: { readonly address: Address }) {
  const [last, setLast] = useState<LookAlikesAddress | null>(null);
  if (address.page === 'look-alikes' && address !== last) setLast(address);
  return (
    <nav className="view-tabs" aria-label="Views">
      <ViewTab label="Library" target={libraryOf(address)} isCurrent={address.page === 'library'} />
      <ViewTab
        label="Look-alikes"
        target={lookAlikesFrom(address, last)}
        isCurrent={address.page === 'look-alikes'}
      />
    </nav>
  );
}

/** The look-alikes of the product that has the focus, else those seen last; null before there are any. */
function lookAlikesFrom(address: Address, last: LookAlikesAddress | null): Address | null {
  if (address.page === 'look-alikes') return address;
  if (address.product !== null) return lookAlikesOf(address, { kind: 'product', id: address.product });
  return last === null ? null : { ...last, view: address.view };
}

interface ViewTabProps {
  readonly label: string;
  readonly target: Address | null;
  readonly isCurrent: boolean;
}

function ViewTab({ label, target, isCurrent }: ViewTabProps) {
  if (target === null) {
    return (
      <span className="view-tab" aria-disabled="true" title="Choose a product first">
        {label}
      </span>
    );
  }
  return (
    <a
      className="view-tab"
      href={formatAddress(target)}
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
