import { PackageX } from 'lucide-react';
import './SoldOutBadge.css';

/** Says that a product is sold out or inactive: it leaves in no list. */
export function SoldOutBadge() {
  return (
    <span className="sold-out-badge" title="Sold out or inactive: it is in no list until it is back">
      <PackageX size={12} aria-hidden />
      Sold out
    </span>
  );
}
