/** Finds what a lasso holds beside the page, which goes on drawing. */
import type { Points } from '../plot/pointGrid.ts';
import { insideOutline } from './insideOutline.ts';
import type { FromLasso, ToLasso } from './lassoMessages.ts';

/** The cast: the page's types know a window alone; a thread's own scope posts without a target. */
const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToLasso>) => void) | null;
  postMessage(message: FromLasso, transfer: Transferable[]): void;
};

let points: Points = { x: new Uint16Array(), y: new Uint16Array() };

scope.onmessage = ({ data }) => {
  if (data.kind === 'points') {
    points = data.points;
    return;
  }
  const indexes = insideOutline(points, data.shown, data.outline);
  scope.postMessage({ request: data.request, indexes }, [indexes.buffer]);
};
