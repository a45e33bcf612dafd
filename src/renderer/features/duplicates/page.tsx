import { Copy, Eye } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { DuplicatesPage } from './DuplicatesPage.tsx';
import { showAgain } from './duplicateActions.ts';
import { type DuplicatesAddress, duplicatesPlace } from './duplicatesAddress.ts';
import { duplicatesShortcuts } from './duplicatesShortcuts.ts';

export const page: Page<DuplicatesAddress> = {
  ...duplicatesPlace,
  title: 'Duplicates',
  icon: Copy,
  shortcuts: duplicatesShortcuts,
  productActions: [
    {
      key: 'show-again',
      label: 'Show again',
      letter: 'H',
      icon: Eye,
      of: 'hidden',
      run: (ids) => void showAgain(ids),
    },
  ],
  render: (address, catalog) => <DuplicatesPage catalog={catalog} address={address} />,
};
