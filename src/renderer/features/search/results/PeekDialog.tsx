import { ArrowRight, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { Attributes } from '../../../../contract/products.ts';
import type { LookAlike } from '../../../../contract/search.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { formatScore } from '../../../components/format.ts';
import { ZoomablePicture } from '../../../components/pictures/ZoomablePicture.tsx';
import { fit, scaleAfterKey } from '../../../components/pictures/zoom.ts';
import { chordOf } from '../../../shell/shortcuts.ts';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { Command } from '../deciding.ts';
import { redoDecision, undoDecision } from '../decisions.ts';
import type { QuerySubject } from '../useQuerySubject.ts';
import { DecisionBadge, type ShownDecision } from './DecisionBadge.tsx';
import { describeParts } from './scoreParts.ts';
import './PeekDialog.css';

export interface PeekDialogProps {
  readonly subject: QuerySubject;
  readonly result: LookAlike;
  readonly count: number;
  readonly fields: readonly string[];
  readonly decision: ShownDecision | null;
  readonly onMove: (by: number) => void;
  readonly onDecide: (command: Command) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** The query and one look-alike side by side, at the same scale and place; the arrow keys go through the look-alikes. */
export function PeekDialog(props: PeekDialogProps) {
  const { subject, result, fields, decision } = props;
  const [zoom, setZoom] = useState(fit);

  /** The action of a key, or null where the key means nothing here. */
  function actionOf(key: string): (() => void) | null {
    switch (key) {
      case ' ':
        return props.onClose;
      case 'enter':
        return props.onOpen;
      case 'arrowleft':
      case 'arrowup':
        return () => props.onMove(-1);
      case 'arrowright':
      case 'arrowdown':
        return () => props.onMove(1);
      case 'a':
        return () => props.onDecide('accept');
      case 'x':
        return () => props.onDecide('reject');
      case 'p':
        return () => props.onDecide('pin');
      case 'shift+p':
        return () => props.onDecide('soft-pin');
      case 'backspace':
      case 'delete':
        return () => props.onDecide('clear');
      case 'z':
        return () => void undoDecision();
      case 'shift+z':
        return () => void redoDecision();
      default:
        return null;
    }
  }

  function actByKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Enter and Space on a button belong to the button.
    const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (isOnButton && (event.key === 'Enter' || event.key === ' ')) return;
    const zoomed = scaleAfterKey(zoom, event.key);
    const act = zoomed === null ? actionOf(chordOf(event.nativeEvent)) : () => setZoom(zoomed);
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      className="sheet-scrim peek-scrim"
    >
      <Modal className="sheet peek">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the dialog itself takes no key handler. */}
        <div className="sheet-dialog" role="presentation" onKeyDown={actByKey}>
          <Dialog className="sheet-dialog peek-frame" aria-label="Side by side">
            <div className="peek-sides">
              <PeekSide
                kind="Query"
                name={subject.name}
                attributes={subject.attributes}
                other={result.attributes}
                fields={fields}
                isMarked={false}
                picture={
                  <ZoomablePicture
                    imageId={subject.imageId}
                    alt={subject.name}
                    zoom={zoom}
                    onZoom={setZoom}
                    withoutButtons
                  />
                }
              />
              <PeekSide
                kind={placeOf(result, props.count)}
                name={result.name}
                attributes={result.attributes}
                other={subject.attributes}
                fields={fields}
                isMarked={subject.query.kind === 'product'}
                badge={decision === null ? null : <DecisionBadge decision={decision} />}
                picture={
                  <ZoomablePicture imageId={result.imageId} alt={result.name} zoom={zoom} onZoom={setZoom} />
                }
              />
            </div>
            <div className="peek-foot">
              <IconButton label="Previous look-alike" shortcut="←" onPress={() => props.onMove(-1)}>
                <ChevronLeft size={16} aria-hidden />
              </IconButton>
              <IconButton label="Next look-alike" shortcut="→" onPress={() => props.onMove(1)}>
                <ChevronRight size={16} aria-hidden />
              </IconButton>
              <span className="results-push" />
              <Button variant="primary" icon={<ArrowRight size={14} aria-hidden />} onPress={props.onOpen}>
                Its look-alikes
              </Button>
              <IconButton label="Close" shortcut="Space" onPress={props.onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            </div>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}

/** "3 of 50 · 0.91"; in a learned order also where it would stand by distance. */
function placeOf(result: LookAlike, count: number): string {
  const { rank, score, distanceRank } = result;
  const parts = describeParts(result);
  const made = parts === undefined ? '' : ` (${parts})`;
  const place = `${rank} of ${count} · ${formatScore(score)}${made}`;
  return distanceRank === undefined ? place : `${place} · in the learned order; by distance ${distanceRank}`;
}

interface PeekSideProps {
  readonly kind: string;
  readonly name: string;
  readonly attributes: Attributes;
  readonly other: Attributes;
  readonly fields: readonly string[];
  /** Whether values that are not the other side's stand out. */
  readonly isMarked: boolean;
  readonly badge?: ReactNode;
  readonly picture: ReactNode;
}

function PeekSide(props: PeekSideProps) {
  const shown = props.fields.filter((field) => props.attributes[field] ?? props.other[field]);
  return (
    <section className="peek-side" aria-label={props.kind}>
      <div className="peek-picture">{props.picture}</div>
      <header className="peek-title">
        {props.badge}
        <span className="quiet">{props.kind}</span>
        <strong className="one-line" title={props.name}>
          {props.name}
        </strong>
      </header>
      <ul className="peek-attributes">
        {shown.map((field) => {
          const value = props.attributes[field] ?? '';
          const differs = props.isMarked && value !== (props.other[field] ?? '');
          return (
            <li key={field} title={fieldName(field)} data-differs={differs ? '' : undefined}>
              <span className="screen-reader-only">
                {fieldName(field)}
                {differs ? ', differs' : ''}:{' '}
              </span>
              {differs ? '≠ ' : ''}
              {nameOfValue(value)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
