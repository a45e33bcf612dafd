/** What draws the points of a map onto a canvas, however it does. */
import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import type { Camera } from './camera.ts';
import type { Points } from './pointGrid.ts';
import type { PointStates } from './pointStates.ts';

export interface PlotColours {
  /** 256 colours, four bytes each. */
  readonly palette: Uint8Array<ArrayBuffer>;
  /** Of points that the filters hide; from 0 to 255, like those below. */
  readonly hidden: Rgb;
  readonly focus: Rgb;
  readonly lit: Rgb;
}

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Sight {
  readonly camera: Camera;
  readonly size: ElementSize;
  /** Pixels of the canvas per CSS pixel. */
  readonly ratio: number;
  /** Width of a point in CSS pixels. */
  readonly pointPx: number;
  /** Of the points that the filters hide, only the places are drawn; of the others nothing, where pictures stand for them. */
  readonly hasPictures: boolean;
  /** What is not selected steps back. */
  readonly hasSelection: boolean;
}

export interface Painter {
  setPoints(points: Points): void;
  setSlots(slotOf: Uint8Array): void;
  setStates(states: PointStates): void;
  setColours(colours: PlotColours): void;
  draw(sight: Sight): void;
  dispose(): void;
}
