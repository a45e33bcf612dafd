import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import './Splitter.css';

export interface SplitterProps {
  readonly label: string;
  /** Id of the pane whose width it sets. */
  readonly controls: string;
  /** Which side of the splitter that pane is on. */
  readonly side: 'left' | 'right';
  /** Width of the pane in CSS pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (width: number) => void;
  /** Called once at the end of a drag and after each key: for what is remembered. */
  readonly onChangeEnd: (width: number) => void;
}

const stepPx = 16;

/** The line between two panes: dragged, or moved with the arrow keys, Home and End. */
export function Splitter({ label, controls, side, value, min, max, onChange, onChangeEnd }: SplitterProps) {
  const drag = useRef<{ startX: number; startWidth: number; width: number } | null>(null);
  const sign = side === 'left' ? 1 : -1;
  const clamp = (width: number) => Math.round(Math.min(max, Math.max(min, width)));

  function startDrag(event: PointerEvent<HTMLHRElement>) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startWidth: value, width: value };
  }

  function moveDrag(event: PointerEvent) {
    if (drag.current === null) return;
    drag.current.width = clamp(drag.current.startWidth + sign * (event.clientX - drag.current.startX));
    onChange(drag.current.width);
  }

  function endDrag() {
    if (drag.current === null) return;
    onChangeEnd(drag.current.width);
    drag.current = null;
  }

  function moveByKey(event: KeyboardEvent) {
    const target = widthAfterKey(event.key);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(target);
    onChangeEnd(target);
  }

  function widthAfterKey(key: string): number | null {
    if (key === 'ArrowLeft') return clamp(value - sign * stepPx);
    if (key === 'ArrowRight') return clamp(value + sign * stepPx);
    if (key === 'Home') return min;
    if (key === 'End') return max;
    return null;
  }

  return (
    <hr
      className="splitter"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={startDrag}
      onPointerMove={moveDrag}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onKeyDown={moveByKey}
    />
  );
}
