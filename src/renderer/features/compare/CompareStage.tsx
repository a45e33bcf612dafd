import { type ReactNode, useRef } from 'react';
import { useZoomGestures, type ZoomGestures } from '../../components/pictures/useZoomGestures.ts';
import { ComparedPicture } from './ComparedPicture.tsx';
import { placed, type Shifts, shiftOf } from './placing.ts';
import type { Compared } from './useCompared.ts';

/** What a compared product is here. */
export type Part = 'champion' | 'challenger' | 'other';

export interface CompareStageProps extends Omit<ZoomGestures, 'onMoveAlone'> {
  readonly shown: Compared;
  readonly part: Part;
  /** Products whose pictures may take this place: they are kept ready. */
  readonly ready: readonly Compared[];
  readonly shifts: Shifts;
  readonly onMoveAlone: (id: string, byX: number, byY: number) => void;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  /** Over the picture. */
  readonly children?: ReactNode;
}

const partWords = { champion: 'Champion: ', challenger: 'Challenger: ', other: '' } as const;

/** One picture of several under one zoom. */
export function CompareStage(props: CompareStageProps) {
  const { shown, part, ready, zoom, shifts, onMoveAlone } = props;
  const box = useRef<HTMLElement>(null);
  const gestures = useZoomGestures(box, {
    ...props,
    onMoveAlone: (byX, byY) => onMoveAlone(shown.id, byX, byY),
  });
  const enlarged = zoom.scale > 1 ? `, enlarged ${zoom.scale.toFixed(1)} times` : '';
  return (
    <figure
      ref={box}
      className="compare-stage"
      aria-label={`${partWords[part]}${shown.name}${enlarged}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that zoom and move act on it.
      tabIndex={0}
      data-part={part}
      data-zoomed={zoom.scale > 1 ? '' : undefined}
      onFocus={props.onFocus}
      {...gestures}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onOpen();
        else gestures.onKeyDown(event);
      }}
    >
      {ready.map(({ id, imageId }) =>
        imageId === null ? null : (
          <ComparedPicture
            key={`${id} ${imageId}`}
            imageId={imageId}
            place={placed(zoom, shiftOf(shifts, id))}
            isHidden={id !== shown.id}
          />
        ),
      )}
      {shown.imageId === null ? <p className="compare-words">{describeMissing(shown)}</p> : null}
      {props.children}
    </figure>
  );
}

function describeMissing({ failure, product }: Compared): string {
  if (failure !== null) return failure.message;
  return product === null ? 'Coming…' : 'It has no picture that could be read.';
}
