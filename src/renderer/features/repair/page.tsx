import { Wrench } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { RepairPage } from './RepairPage.tsx';
import { type RepairAddress, repairPlace } from './repairAddress.ts';
import { repairShortcuts } from './repairShortcuts.ts';

export const page: Page<RepairAddress> = {
  ...repairPlace,
  title: 'Repair',
  icon: Wrench,
  shortcuts: repairShortcuts,
  render: (address, catalog) => <RepairPage catalog={catalog} address={address} />,
};
