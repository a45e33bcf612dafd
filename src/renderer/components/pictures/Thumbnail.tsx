import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { imageUrl } from '../../api/client.ts';
import { usePictureRound } from '../../api/pictureRound.ts';
import './Thumbnail.css';

export interface ThumbnailProps {
  readonly imageId: string | null;
  /** Words for a screen reader; empty where the name stands beside it. */
  readonly alt: string;
  readonly size?: 'thumbnail' | 'preview';
}

/** A picture, whole, on neutral grey, filling its box; the box is sized by the parent before anything loads. */
export function Thumbnail({ imageId, alt, size = 'thumbnail' }: ThumbnailProps) {
  const round = usePictureRound();
  const [broken, setBroken] = useState<{ imageId: string; round: number } | null>(null);
  if (imageId === null || (broken?.imageId === imageId && broken.round === round)) {
    return (
      <span
        className="thumbnail thumbnail-missing"
        {...(alt === '' ? {} : { role: 'img', 'aria-label': `${alt}: no picture` })}
      >
        <ImageOff size={20} aria-hidden />
      </span>
    );
  }
  return (
    <span className="thumbnail">
      <img
        // A new element per picture: the old one is never seen under the new name.
        key={imageId}
        src={imageUrl(imageId, size)}
        ref={dropRequestWhenGone}
        alt={alt}
        decoding="async"
        draggable={false}
        onError={() => setBroken({ imageId, round })}
      />
    </span>
  );
}

/** A picture that scrolls away before it has come is no longer asked for: those in sight come sooner. */
function dropRequestWhenGone(image: HTMLImageElement | null): (() => void) | undefined {
  if (image === null) return undefined;
  const { dropped } = image.dataset as { dropped?: string };
  // React mounts everything twice while developing: what its rehearsal took away is put back.
  if (dropped !== undefined && !image.hasAttribute('src')) image.src = dropped;
  return () => {
    if (image.complete) return;
    image.setAttribute('data-dropped', image.src);
    image.removeAttribute('src');
  };
}
