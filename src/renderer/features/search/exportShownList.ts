/** The look-alikes on screen as the list that an export is asked for. */
import type { Settings } from '../../../contract/settings.ts';
import { offeredMetric } from '../../shell/metricOptions.ts';
import { currentSettings } from '../../shell/settings.ts';
import { showToast } from '../../shell/toasts.ts';
import type { ListPlan, PlannedWishes } from '../lists/exportPlan.ts';
import { showExportSheet } from '../lists/exportSheet.ts';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';
import { type Wishes, wishesInput, wishesInWords, wishesOfAnother } from './wishes.ts';

/** How the list on screen is made: what the address leaves open is as remembered. */
export function shownPlan(address: LookAlikesAddress, settings: Pick<Settings, 'k' | 'metric'>): ListPlan {
  return {
    type: address.type,
    top: address.k ?? settings.k,
    metric: offeredMetric(address.metric ?? settings.metric),
    same: address.same,
    diversity: address.diversity,
    filtersApply: address.view.where.length > 0,
  };
}

function plannedWishes(wishes: Wishes): PlannedWishes {
  return { input: wishesInput(wishes), words: wishesInWords(wishes) };
}

/** Opens the export sheet for the list as it is on screen; an image from outside has none. */
export function exportShownList(address: LookAlikesAddress): void {
  const { query } = address;
  if (query.kind === 'product') {
    void showExportSheet({
      productId: query.id,
      plan: shownPlan(address, currentSettings()),
      wishes: plannedWishes(address.wishes),
      wishesForAll: plannedWishes(wishesOfAnother(address.wishes)),
    });
    return;
  }
  showToast('This image is not in the catalog, so there is no list of it to export. Import it first.', {
    action: { label: 'Export other lists…', run: () => void showExportSheet() },
  });
}
