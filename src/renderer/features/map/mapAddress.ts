/** Where the map is shown: which way of laying out, how it is coloured, and which part of it is in sight. */
import { type MapMethod, mapMethodSchema } from '../../../contract/insight/map.ts';
import type { Address, Place } from '../../shell/address.ts';
import type { Box } from './plot/camera.ts';

/** What the pointer does: moves the map, draws around products, or draws a rectangle. */
export const pointerModes = ['move', 'lasso', 'rectangle'] as const;
export type PointerMode = (typeof pointerModes)[number];

export interface MapAddress extends Address {
  readonly page: 'map';
  readonly method: MapMethod;
  /** The field whose values are told apart by colour; null: none has been chosen. */
  readonly colour: string | null;
  /** Null: the whole map. */
  readonly box: Box | null;
  readonly mode: PointerMode;
  /** The products in sight as a table. */
  readonly isTable: boolean;
}

export const mapPlace: Place<MapAddress> = {
  name: 'map',
  paths: ['map'],
  read: ({ view, product, params }) => ({
    page: 'map',
    view,
    product,
    method: mapMethodSchema.safeParse(params.get('method')).data ?? 'umap',
    colour: params.get('colour'),
    box: readBox(params.get('box')),
    mode: pointerModes.find((each) => each === params.get('mode')) ?? 'move',
    isTable: params.get('as') === 'table',
  }),
  write({ method, colour, box, mode, isTable }, params) {
    if (method !== 'umap') params.set('method', method);
    if (colour !== null) params.set('colour', colour);
    if (box !== null) params.set('box', writeBox(box));
    if (mode !== 'move') params.set('mode', mode);
    if (isTable) params.set('as', 'table');
    return 'map';
  },
  enter: ({ view, product }, last) => ({
    page: 'map',
    method: last?.method ?? 'umap',
    colour: last?.colour ?? null,
    box: last?.box ?? null,
    mode: last?.mode ?? 'move',
    isTable: last?.isTable ?? false,
    view,
    product,
  }),
};

export function isMap(address: Address): address is MapAddress {
  return address.page === mapPlace.name;
}

function writeBox({ left, top, right, bottom }: Box): string {
  return [left, top, right, bottom].join(',');
}

function readBox(text: string | null): Box | null {
  if (text === null || !/^-?\d{1,7}(,-?\d{1,7}){3}$/.test(text)) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = text.split(',').map(Number);
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}
