import { LibraryBig } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { LibraryPage } from './LibraryPage.tsx';
import { type LibraryAddress, libraryPlace } from './libraryAddress.ts';
import { libraryShortcuts } from './libraryShortcuts.ts';
import { SortMenu } from './SortMenu.tsx';

export const page: Page<LibraryAddress> = {
  ...libraryPlace,
  title: 'Library',
  icon: LibraryBig,
  shortcuts: libraryShortcuts,
  render: (address, catalog) => <LibraryPage catalog={catalog} address={address} />,
  renderTools: (address) => <SortMenu address={address} />,
};
