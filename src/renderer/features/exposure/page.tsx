import { ChartNoAxesColumn } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { ExposurePage } from './ExposurePage.tsx';
import { type ExposureAddress, exposurePlace } from './exposureAddress.ts';

export const page: Page<ExposureAddress> = {
  ...exposurePlace,
  title: 'Exposure',
  within: 'insight',
  icon: ChartNoAxesColumn,
  render: (address, catalog) => <ExposurePage catalog={catalog} address={address} />,
};
