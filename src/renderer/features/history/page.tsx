import { History } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { HistoryPage } from './HistoryPage.tsx';
import { type HistoryAddress, historyPlace } from './historyAddress.ts';

export const page: Page<HistoryAddress> = {
  ...historyPlace,
  title: 'Imports',
  within: 'insight',
  icon: History,
  render: (address, catalog) => <HistoryPage catalog={catalog} address={address} />,
};
