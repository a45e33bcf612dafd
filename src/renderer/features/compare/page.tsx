import { Columns3 } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { ComparePage } from './ComparePage.tsx';
import { type CompareAddress, comparePlace } from './compareAddress.ts';
import { compareShortcuts } from './compareShortcuts.ts';
import { openComparison } from './openComparison.ts';

export const page: Page<CompareAddress> = {
  ...comparePlace,
  title: 'Compare',
  icon: Columns3,
  missing: 'Select two to six products and press C',
  shortcuts: compareShortcuts,
  productActions: [{ key: 'compare', label: 'Compare', letter: 'C', icon: Columns3, run: openComparison }],
  render: (address, catalog) => <ComparePage catalog={catalog} address={address} />,
};
