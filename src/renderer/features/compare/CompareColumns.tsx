import { Maximize, Minus, Plus } from 'lucide-react';
import type { Ref } from 'react';
import { Checkbox } from '../../components/controls/Checkbox.tsx';
import { IconButton } from '../../components/controls/IconButton.tsx';
import { largestScale, stepFactor, transformOf, type Zoom, zoomAt } from '../../components/pictures/zoom.ts';
import type { Command } from '../search/deciding.ts';
import { useDecisions, usePendingDecisions } from '../search/decisions.ts';
import { CompareCaption } from './CompareCaption.tsx';
import { CompareStage } from './CompareStage.tsx';
import type { CompareAddress } from './compareAddress.ts';
import { HeatPicture, type HeatPictureProps } from './difference/HeatPicture.tsx';
import { placed, type Shifts, shiftOf } from './placing.ts';
import type { Compared } from './useCompared.ts';

export interface CompareColumnsProps {
  /** From left to right. */
  readonly shown: readonly Compared[];
  readonly champion: Compared;
  readonly challenger: Compared;
  readonly address: CompareAddress;
  readonly zoom: Zoom;
  readonly shifts: Shifts;
  /** Where the challenger differs, in place of its picture. */
  readonly heat: HeatPictureProps['seen'] | null;
  /** The box of a picture: all are of one size. */
  readonly boxRef: Ref<HTMLDivElement>;
  readonly isOnlyDifferent: boolean;
  readonly onOnlyDifferent: (isOn: boolean) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onReset: () => void;
  readonly onMoveAlone: (id: string, byX: number, byY: number) => void;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onDecide: (compared: Compared, command: Command) => void;
}

/** The pictures, each with its caption; beside them what acts on all. */
export function CompareColumns(props: CompareColumnsProps) {
  const { shown, champion, challenger, zoom, shifts, heat } = props;
  const { list, isLocked } = props.address;
  const { byId: decisions } = useDecisions(list);
  const pending = usePendingDecisions();
  const isUnchanged = zoom.scale === 1 && Object.values(shifts).every(({ x, y }) => x === 0 && y === 0);

  function partOf(compared: Compared) {
    if (compared === champion) return 'champion';
    return compared === challenger ? 'challenger' : 'other';
  }

  return (
    <div className="compare-pictures">
      <div className="compare-gutter">
        <div className="compare-zoom">
          <IconButton
            label="Zoom out"
            shortcut="−"
            isDisabled={zoom.scale <= 1}
            onPress={() => props.onZoom(zoomAt(zoom, 1 / stepFactor))}
          >
            <Minus size={14} aria-hidden />
          </IconButton>
          <IconButton
            label="Zoom in"
            shortcut="+"
            isDisabled={zoom.scale >= largestScale}
            onPress={() => props.onZoom(zoomAt(zoom, stepFactor))}
          >
            <Plus size={14} aria-hidden />
          </IconButton>
          <IconButton label="All as they were" shortcut="0" isDisabled={isUnchanged} onPress={props.onReset}>
            <Maximize size={14} aria-hidden />
          </IconButton>
        </div>
        <Checkbox isSelected={props.isOnlyDifferent} onChange={props.onOnlyDifferent}>
          Only what differs
        </Checkbox>
      </div>
      <div className="compare-columns" data-pictures>
        {shown.map((compared, at) => {
          const part = partOf(compared);
          const mayTakeThePlace = part === 'other' ? [compared] : [champion, challenger];
          return (
            // A place keeps its element whoever is in it: nothing is loaded anew when two change places.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said above.
            <div key={at} className="compare-column">
              <div className="compare-box" {...(at === 0 && { ref: props.boxRef })}>
                <CompareStage
                  shown={compared}
                  part={part}
                  ready={mayTakeThePlace}
                  zoom={zoom}
                  shifts={shifts}
                  onZoom={props.onZoom}
                  onReset={props.onReset}
                  onMoveAlone={props.onMoveAlone}
                  onFocus={() => props.onFocus(compared.id)}
                  onOpen={() => props.onOpen(compared.id)}
                >
                  {part === 'challenger' && heat !== null ? (
                    <div
                      className="compare-layer"
                      style={{ transform: transformOf(placed(zoom, shiftOf(shifts, champion.id))) }}
                    >
                      <HeatPicture seen={heat} />
                    </div>
                  ) : null}
                </CompareStage>
              </div>
              <CompareCaption
                compared={compared}
                part={part}
                isLocked={isLocked}
                decision={decisions.get(compared.id) ?? null}
                isPending={pending.has(compared.id)}
                hasDecisions={list !== null}
                onDecide={
                  list === null || compared.id === list.id
                    ? null
                    : (command) => props.onDecide(compared, command)
                }
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
