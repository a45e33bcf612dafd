import { Copy } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { DuplicatesPage } from './DuplicatesPage.tsx';
import { type DuplicatesAddress, duplicatesPlace } from './duplicatesAddress.ts';
import { duplicatesShortcuts } from './duplicatesShortcuts.ts';

export const page: Page<DuplicatesAddress> = {
  ...duplicatesPlace,
  title: 'Duplicates',
  icon: Copy,
  shortcuts: duplicatesShortcuts,
  render: (address, catalog) => <DuplicatesPage catalog={catalog} address={address} />,
};
