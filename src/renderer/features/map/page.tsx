import { ChartScatter } from 'lucide-react';
import type { Page } from '../../shell/pages.ts';
import { MapPage } from './MapPage.tsx';
import { type MapAddress, mapPlace } from './mapAddress.ts';
import { mapShortcuts } from './mapShortcuts.ts';

export const page: Page<MapAddress> = {
  ...mapPlace,
  title: 'Map',
  icon: ChartScatter,
  shortcuts: mapShortcuts,
  render: (address, catalog) => <MapPage catalog={catalog} address={address} />,
};
