/** Pictures whose pixels can be read. */
import { useEffect, useState } from 'react';
import { imageUrl } from '../../../api/client.ts';

export type LoadedPicture = HTMLImageElement | 'waiting' | 'unreadable';

/** @throws where it cannot be read */
export async function loadPicture(imageId: string): Promise<HTMLImageElement> {
  const image = new Image();
  // Without it the pixels of a picture from a scheme of its own could not be read.
  image.crossOrigin = 'anonymous';
  image.src = imageUrl(imageId, 'preview');
  await image.decode();
  return image;
}

/** Null: none is asked for. */
export function usePicture(imageId: string | null): LoadedPicture | null {
  const [loaded, setLoaded] = useState<{ id: string; picture: LoadedPicture } | null>(null);
  useEffect(() => {
    if (imageId === null) return;
    let isWanted = true;
    const take = (picture: LoadedPicture) => {
      if (isWanted) setLoaded({ id: imageId, picture });
    };
    loadPicture(imageId).then(take, () => take('unreadable'));
    return () => {
      isWanted = false;
    };
  }, [imageId]);
  if (imageId === null) return null;
  return loaded?.id === imageId ? loaded.picture : 'waiting';
}
