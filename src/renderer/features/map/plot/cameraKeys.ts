/** The keys that move the camera, as for a picture that is looked at closely. */
import { type Camera, panBy, zoomAt } from './camera.ts';

const stepPx = 64;
const zoomFactor = 1.4;

/** Null for another key. */
export function cameraAfterKey(camera: Camera, key: string): Camera | null {
  switch (key) {
    case 'ArrowLeft':
      return panBy(camera, stepPx, 0);
    case 'ArrowRight':
      return panBy(camera, -stepPx, 0);
    case 'ArrowUp':
      return panBy(camera, 0, stepPx);
    case 'ArrowDown':
      return panBy(camera, 0, -stepPx);
    case '+':
    case '=':
      return zoomAt(camera, zoomFactor);
    case '-':
    case '−':
      return zoomAt(camera, 1 / zoomFactor);
    default:
      return null;
  }
}
