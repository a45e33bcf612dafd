import { Check, CircleDashed, CircleDot, Pin, X } from 'lucide-react';
import { memo } from 'react';
import type { QueuedList } from '../../../contract/queue.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { listStateWords } from '../products/facets/filterWords.ts';
import { SoldOutBadge } from '../products/SoldOutBadge.tsx';
import '../../components/pictures/RankedTile.css';

/** Height of what stands under the picture. */
export const queueCaptionPx = 62;

const stateIcons = { untouched: CircleDashed, begun: CircleDot, done: Check } as const;

/** Of what was decided, how many; what is not there is not shown. */
const decided = [
  { state: 'pinned', icon: Pin },
  { state: 'accepted', icon: Check },
  { state: 'rejected', icon: X },
] as const;

/** A product whose list it is: how far that is, what was decided, and what it lacks. */
export const QueueTile = memo(function QueueTile({ list }: { readonly list: QueuedList | undefined }) {
  if (list === undefined) {
    return (
      <div className="ranked-tile">
        <div className="ranked-picture">
          <span className="thumbnail" />
        </div>
      </div>
    );
  }
  const StateIcon = stateIcons[list.state];
  return (
    <div className="ranked-tile queue-tile">
      <div className="ranked-picture">
        <Thumbnail imageId={list.imageId} alt="" />
        {list.isSoldOut === true ? <SoldOutBadge /> : null}
      </div>
      <div className="ranked-caption">
        <p className="one-line" title={list.name}>
          {list.name || list.id}
        </p>
        <p className="queue-line">
          <span className="queue-state" data-state={list.state}>
            <StateIcon size={12} aria-hidden />
            {listStateWords[list.state]}
          </span>
          <span className="queue-decided">
            {decided.map(({ state, icon: Icon }) =>
              list[state] === 0 ? null : (
                <span key={state} data-state={state} title={`${list[state]} ${state}`}>
                  <Icon size={12} strokeWidth={2.5} aria-hidden />
                  {list[state]}
                  <span className="screen-reader-only">{` ${state} `}</span>
                </span>
              ),
            )}
          </span>
        </p>
        <p className="queue-line quiet">
          <span>{list.entries === 1 ? '1 entry' : `${list.entries} entries`}</span>
          {list.missing === 0 ? null : <span className="queue-missing">{`${list.missing} missing`}</span>}
        </p>
      </div>
    </div>
  );
});
