import { describe, expect, it } from 'vitest';
import {
  fit,
  largestScale,
  panAfterKey,
  panBy,
  scaleAfterKey,
  zoomAt,
} from '../../../../src/renderer/components/pictures/zoom.ts';

describe('zooming', () => {
  it('keeps the point under the pointer where it is', () => {
    const before = zoomAt(fit, 2, 0.25, -0.25);
    const after = zoomAt(before, 1.5, 0.25, -0.25);
    // Where in the picture the pointer is: (pointer − shift) / scale.
    expect((0.25 - after.x) / after.scale).toBeCloseTo((0.25 - before.x) / before.scale);
    expect((-0.25 - after.y) / after.scale).toBeCloseTo((-0.25 - before.y) / before.scale);
  });

  it('ends at the whole picture and at the largest scale', () => {
    expect(zoomAt(zoomAt(fit, 3), 0.01)).toEqual(fit);
    expect(zoomAt(fit, 1000).scale).toBe(largestScale);
  });

  it('follows the keys + − and 0', () => {
    const larger = scaleAfterKey(fit, '+');
    expect(larger?.scale).toBeGreaterThan(1);
    expect(scaleAfterKey(larger ?? fit, '-')).toEqual(fit);
    expect(scaleAfterKey(larger ?? fit, '0')).toEqual(fit);
    expect(scaleAfterKey(fit, 'q')).toBeNull();
  });
});

describe('panning', () => {
  it('never moves the picture out of its box', () => {
    expect(panBy(zoomAt(fit, 3), 9, -9)).toEqual({ scale: 3, x: 1, y: -1 });
  });

  it('leaves the arrow keys alone while the whole picture is shown', () => {
    expect(panAfterKey(fit, 'ArrowLeft')).toBeNull();
    expect(panAfterKey(zoomAt(fit, 2), 'ArrowLeft')?.x).toBeGreaterThan(0);
  });
});
