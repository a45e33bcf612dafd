import { ListChecks } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { SortMenu } from '../products/SortMenu.tsx';
import { QueuePage } from './QueuePage.tsx';
import { type QueueAddress, queuePlace } from './queueAddress.ts';
import { queueShortcuts } from './queueShortcuts.ts';

export const page: Page<QueueAddress> = {
  ...queuePlace,
  title: 'Lists',
  icon: ListChecks,
  shortcuts: queueShortcuts,
  render: (address, catalog) => <QueuePage catalog={catalog} address={address} />,
  renderTools: (address) => <SortMenu address={address} />,
};
