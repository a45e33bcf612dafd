import { useState } from 'react';
import type { Region } from '../../../../contract/search.ts';
import { imageUrl } from '../../../api/client.ts';
import './RegionSheet.css';

interface RegionOutlineProps {
  readonly imageId: string;
  readonly region: Region;
}

/** Over a picture that is fitted into its box: what is left out lies in the shade. */
export function RegionOutline({ imageId, region }: RegionOutlineProps) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  return (
    <>
      <img
        className="region-measure"
        src={imageUrl(imageId, 'preview')}
        alt=""
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setSize({ width: naturalWidth, height: naturalHeight })
        }
      />
      {size === null ? null : (
        <svg className="region-outline" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
          <path
            className="region-shade"
            fillRule="evenodd"
            d={`M0 0H${size.width}V${size.height}H0Z${frame(region, size)}`}
          />
          <path className="region-frame" d={frame(region, size)} />
        </svg>
      )}
    </>
  );
}

function frame({ left, top, width, height }: Region, size: { width: number; height: number }): string {
  const [right, bottom] = [(left + width) * size.width, (top + height) * size.height];
  return `M${left * size.width} ${top * size.height}H${right}V${bottom}H${left * size.width}Z`;
}
