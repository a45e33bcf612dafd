import { describe, expect, it } from 'vitest';
import { fit, transformOf, zoomAt } from '../../../src/renderer/components/pictures/zoom.ts';
import {
  moveAlone,
  placed,
  shiftBetween,
  shiftOf,
  unmoved,
} from '../../../src/renderer/features/compare/placing.ts';

describe('a picture that is moved alone', () => {
  it('follows the hand at any zoom, and leaves the others', () => {
    const zoom = zoomAt(fit, 4, 0.2, 0.1);
    const shifts = moveAlone({}, 'a', zoom, 0.1, -0.2);
    expect(placed(zoom, shiftOf(shifts, 'a')).x).toBeCloseTo(zoom.x + 0.1);
    expect(placed(zoom, shiftOf(shifts, 'a')).y).toBeCloseTo(zoom.y - 0.2);
    expect(placed(zoom, shiftOf(shifts, 'b'))).toEqual(zoom);
  });

  it('stays on the same part of the other picture when all are zoomed', () => {
    const shift = shiftOf(moveAlone({}, 'a', fit, 0.05, 0), 'a');
    const apartAt = (scale: number) => {
      const zoom = zoomAt(fit, scale);
      return (placed(zoom, shift).x - placed(zoom, unmoved).x) / zoom.scale;
    };
    expect(apartAt(1)).toBeCloseTo(0.05);
    expect(apartAt(6)).toBeCloseTo(0.05);
  });

  it('stays in sight', () => {
    expect(shiftOf(moveAlone({}, 'a', fit, 9, -9), 'a')).toEqual({ x: 0.5, y: -0.5 });
  });

  it('lies beside another one by the difference of both', () => {
    const between = shiftBetween({ x: 0.1, y: 0 }, { x: 0.3, y: -0.1 });
    expect(between.x).toBeCloseTo(0.2);
    expect(between.y).toBeCloseTo(-0.1);
  });

  it('is told to CSS in parts of the box', () => {
    expect(transformOf({ scale: 2, x: 0.25, y: -0.5 })).toBe('translate(25%, -50%) scale(2)');
  });
});
