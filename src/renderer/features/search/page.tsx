import { ScanSearch } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { exportShownList } from './exportShownList.ts';
import { LookAlikesPage } from './LookAlikesPage.tsx';
import { type LookAlikesAddress, lookAlikesPlace } from './lookAlikesAddress.ts';
import { lookAlikesShortcuts } from './lookAlikesShortcuts.ts';

export const page: Page<LookAlikesAddress> = {
  ...lookAlikesPlace,
  title: 'Look-alikes',
  icon: ScanSearch,
  missing: 'Choose a product first',
  shortcuts: lookAlikesShortcuts,
  showExport: exportShownList,
  render: (address, catalog) => <LookAlikesPage catalog={catalog} address={address} />,
};
