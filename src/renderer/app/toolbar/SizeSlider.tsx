import { Image } from 'lucide-react';
import { Slider } from '../../components/controls/Slider.tsx';
import { showSettings, useSettings } from '../../shell/settings.ts';
import { largestThumbnailPx, smallestThumbnailPx } from './usePictureSize.ts';

/** Width of the pictures in the grids. */
export function SizeSlider() {
  const [settings, change] = useSettings();
  return (
    <div className="size-slider">
      <Image size={12} aria-hidden />
      <Slider
        label="Picture size"
        isLabelHidden
        value={settings.thumbnailSize}
        min={smallestThumbnailPx}
        max={largestThumbnailPx}
        step={8}
        onChange={(thumbnailSize) => showSettings({ thumbnailSize })}
        onChangeEnd={(thumbnailSize) => change({ thumbnailSize })}
      />
      <Image size={18} aria-hidden />
    </div>
  );
}
