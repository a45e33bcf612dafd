import { ChartColumn } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { ChartsPage } from './ChartsPage.tsx';
import { type ChartsAddress, chartsPlace } from './chartsAddress.ts';

export const page: Page<ChartsAddress> = {
  ...chartsPlace,
  title: 'Insight',
  icon: ChartColumn,
  render: (address, catalog) => <ChartsPage catalog={catalog} address={address} />,
};
