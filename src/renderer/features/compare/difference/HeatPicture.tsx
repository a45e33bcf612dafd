import { useLayoutEffect, useRef } from 'react';
import type { SeenDifference } from './useDifference.ts';
import './HeatPicture.css';

export interface HeatPictureProps {
  readonly seen: Extract<SeenDifference, { state: 'seen' }>;
}

/** The difference of two pictures, in place of the second one. */
export function HeatPicture({ seen: { difference, width, height } }: HeatPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(difference.heat, width, height), 0, 0);
  }, [difference, width, height]);
  return <canvas ref={canvas} className="heat-picture" width={width} height={height} aria-hidden />;
}
