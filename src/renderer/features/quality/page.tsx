import { Gauge } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { QualityPage } from './QualityPage.tsx';
import { type QualityAddress, qualityPlace } from './qualityAddress.ts';

export const page: Page<QualityAddress> = {
  ...qualityPlace,
  title: 'Quality',
  within: 'insight',
  icon: Gauge,
  render: (address, catalog) => <QualityPage catalog={catalog} address={address} />,
};
