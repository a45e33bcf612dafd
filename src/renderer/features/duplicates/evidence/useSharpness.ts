import { useEffect, useState } from 'react';
import { loadPicture } from '../../compare/difference/usePicture.ts';
import { all, drawSeen } from './drawSeen.ts';
import { measureSharpness, shareOfSharpest } from './sharpness.ts';

/** Of the longer edge, in pixels: what is finer is not told apart. */
const longestEdge = 1024;

/** Per picture, of the sharpest of them; without those that cannot be read. Null while it is on the way. */
export function useSharpness(imageIds: readonly string[]): ReadonlyMap<string, number> | null {
  const [known, setKnown] = useState<{ key: string; shares: ReadonlyMap<string, number> } | null>(null);
  const key = [...new Set(imageIds)].join(' ');
  useEffect(() => {
    let isWanted = true;
    const ids = key === '' ? [] : key.split(' ');
    void Promise.allSettled(ids.map(loadPicture)).then((loaded) => {
      if (!isWanted) return;
      const pictures = loaded.flatMap((each, at) =>
        each.status === 'fulfilled' ? [{ id: ids[at] ?? '', image: each.value }] : [],
      );
      const edges = pictures.map(({ image }) => Math.max(image.naturalWidth, image.naturalHeight));
      const edge = Math.min(longestEdge, Math.max(1, ...edges));
      const shares = shareOfSharpest(pictures.map(({ image }) => measureSharpness(drawLarge(image, edge))));
      setKnown({ key, shares: new Map(pictures.map(({ id }, at) => [id, shares[at] ?? 1])) });
    });
    return () => {
      isWanted = false;
    };
  }, [key]);
  return known?.key === key ? known.shares : null;
}

function drawLarge(image: HTMLImageElement, edge: number) {
  const scale = edge / Math.max(image.naturalWidth, image.naturalHeight);
  return drawSeen(image, all, false, {
    width: Math.max(1, Math.round(image.naturalWidth * scale)),
    height: Math.max(1, Math.round(image.naturalHeight * scale)),
  });
}
