/** Opening files and folders that the system gave to the app: started with it, dropped on its icon or on the window. */
import type { GivenKind } from '../../../contract/imports.ts';
import { isClusterAddress } from '../../../contract/paths.ts';
import { client } from '../../api/client.ts';
import { formatCount } from '../../components/format.ts';
import { openCatalog } from '../../features/catalogs/catalogActions.ts';
import { showImportSheet } from '../../features/imports/importIntent.ts';
import { importListsSheet } from '../../features/lists/importListsSheet.ts';
import { searchByImageFile } from '../../features/search/searchByImage.ts';
import { isWindowCovered } from '../../shell/shortcuts.ts';
import { showToast } from '../../shell/toasts.ts';

/** A catalog is opened, a folder of images imported, an image searched with, edited lists brought back; what can be none of these is named. */
export async function openPaths(paths: readonly string[]): Promise<void> {
  const shared = paths.find(isClusterAddress);
  if (shared !== undefined) return openCatalog(shared);
  if (paths.length === 0) return;
  const { kinds } = await client.call('imports.identify', { paths: [...paths] });
  const of = (kind: GivenKind) => paths.filter((_, index) => kinds[index] === kind);
  for (const path of of('missing')) showToast(`${path} is not there any more.`, { kind: 'error' });
  for (const path of of('other')) {
    showToast(`“${path}” is neither a folder nor an image.`, { kind: 'error' });
  }
  const [catalog] = of('catalog');
  if (catalog !== undefined) await openCatalog(catalog);
  const [folder, ...further] = of('folder');
  if (folder !== undefined) showImportSheet({ folder, further });
  if (folder !== undefined) return;
  const [lists] = of('lists');
  if (lists !== undefined) return importListsSheet.show({ file: lists });
  const [image] = of('image');
  if (image !== undefined) await searchByImageFile(image);
}

/** Takes what waits in the host, and opens it; while a sheet stands in the way, it is offered. */
export async function openWaitingPaths(): Promise<void> {
  const { paths } = await client.call('host.takePaths', {});
  const [first] = paths;
  if (first === undefined) return;
  const run = () => void openPaths(paths);
  if (!isWindowCovered()) return run();
  const rest = paths.length === 1 ? '' : ` and ${formatCount(paths.length - 1)} more`;
  showToast(`${first}${rest} can be opened.`, { action: { label: 'Open', run } });
}
