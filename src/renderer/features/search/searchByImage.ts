/** From an image file in the person's hand (dropped, pasted, chosen) to its look-alikes. */

import { client } from '../../api/client.ts';
import { queryClient } from '../../api/queries.ts';
import { lastPart } from '../../shell/files/browsePath.ts';
import { currentAddress, navigate } from '../../shell/navigation.ts';
import { showToast } from '../../shell/toasts.ts';
import { lookAlikesOf } from './lookAlikesAddress.ts';

/** What the file dialog offers; browsers know no TIFF or AVIF type on some systems, so endings too. */
export const imageFileTypes = 'image/*,.jpg,.jpeg,.png,.webp,.avif,.gif,.tif,.tiff';

/** The contract's limit on an image from outside. */
const largestBytes = 64 * 1024 * 1024;

export function isImageFile(file: File): boolean {
  return file.type.startsWith('image/') || /\.(jpe?g|png|webp|avif|gif|tiff?)$/i.test(file.name);
}

/** Gives the image to the engine and goes to its look-alikes; says so where it cannot be used. */
export async function searchByImage(file: File): Promise<void> {
  if (file.size > largestBytes) {
    showToast(`“${file.name}” is larger than 64 MB. Save a smaller copy and use that.`, { kind: 'error' });
    return;
  }
  await searchFor(file.name, async () => ({ base64: await readBase64(file) }));
}

async function searchFor(name: string, read: () => Promise<{ base64: string } | { file: string }>) {
  const dismiss = showToast(`Looking at “${name}”…`);
  try {
    const image = await client.call('search.addOutsideImage', { name, ...(await read()) });
    queryClient.setQueryData(['search.getOutsideImage', { imageId: image.imageId }], image);
    navigate(lookAlikesOf(currentAddress(), { kind: 'outside', imageId: image.imageId }));
  } catch (thrown) {
    showToast(thrown instanceof Error ? thrown.message : String(thrown), { kind: 'error' });
  } finally {
    dismiss();
  }
}

/** The same for a file of this machine that the engine reads itself. */
export async function searchByImageFile(path: string): Promise<void> {
  await searchFor(lastPart(path), async () => ({ file: path }));
}

async function readBase64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`“${file.name}” could not be read. Is it still there?`));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
