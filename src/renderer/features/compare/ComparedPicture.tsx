import { useState } from 'react';
import { imageUrl } from '../../api/client.ts';
import { transformOf, type Zoom } from '../../components/pictures/zoom.ts';

export interface ComparedPictureProps {
  readonly imageId: string;
  readonly place: Zoom;
  /** A hidden one stays decoded, so that it is there at once. */
  readonly isHidden: boolean;
}

const sizes = ['thumbnail', 'preview'] as const;

/** The thumbnail at once, the sharp picture over it; where neither can be read, it is said in words. */
export function ComparedPicture({ imageId, place, isHidden }: ComparedPictureProps) {
  const [unread, setUnread] = useState<readonly string[]>([]);
  if (unread.length === sizes.length) {
    return isHidden ? null : (
      <p className="compare-words">The picture cannot be read. Is its folder still there?</p>
    );
  }
  return (
    <div
      className="compare-layer"
      style={{ transform: transformOf(place) }}
      data-hidden={isHidden ? '' : undefined}
    >
      {sizes
        .filter((size) => !unread.includes(size))
        .map((size) => (
          <img
            key={size}
            src={imageUrl(imageId, size)}
            alt=""
            decoding={size === 'preview' ? 'async' : 'auto'}
            draggable={false}
            onError={() => setUnread((before) => [...before, size])}
          />
        ))}
    </div>
  );
}
