import { ArrowRight, Check, Columns2, EqualNot, Pin, X } from 'lucide-react';
import { memo } from 'react';
import type { Decision } from '../../../../contract/lists.ts';
import type { LookAlike } from '../../../../contract/search.ts';
import { today } from '../../../components/format.ts';
import { RankedCaption, TileAction, useTileActions } from '../../../components/pictures/RankedTile.tsx';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { nameOfValue } from '../../products/facets/filterWords.ts';
import { fieldName } from '../../products/fieldName.ts';
import type { Command } from '../deciding.ts';
import { useIsPending } from '../decisions.ts';
import { decisionNote } from '../list/decisionNote.ts';
import type { QuerySubject } from '../useQuerySubject.ts';
import { DecisionBadge } from './DecisionBadge.tsx';
import { captionOf, differencesBetween } from './differences.ts';
import { describeParts } from './scoreParts.ts';
import './LookAlikeTile.css';

export interface LookAlikeTileProps {
  readonly result: LookAlike;
  readonly subject: QuerySubject;
  readonly fields: readonly string[];
  /** Attributes that are shown; none: those in which it differs. */
  readonly captionFields: readonly string[];
  readonly decision: Decision | null;
  readonly onDecide: (result: LookAlike, command: Command) => void;
  readonly onPeek: (result: LookAlike) => void;
  readonly onOpen: (result: LookAlike) => void;
  /** Shows or hides the variants that it stands for. */
  readonly onUnfold: (result: LookAlike) => void;
}

/** One look-alike: rank, score, name, and in what it is not the same as the query. */
export const LookAlikeTile = memo(function LookAlikeTile(props: LookAlikeTileProps) {
  const { result, subject, fields, captionFields, decision } = props;
  const isPending = useIsPending(result.id);
  const isCaptioned = fields.some((field) => captionFields.includes(field));
  const isProduct = subject.query.kind === 'product';
  const differences = isProduct ? differencesBetween(subject.attributes, result.attributes, fields) : [];
  const note = decision === null ? null : decisionNote(decision, today());
  const { pointer, actions } = useTileActions(() => (
    <>
      {isProduct ? (
        <>
          <TileAction label="Accept (A)" onPress={() => props.onDecide(result, 'accept')}>
            <Check size={14} />
          </TileAction>
          <TileAction label="Reject (X)" onPress={() => props.onDecide(result, 'reject')}>
            <X size={14} />
          </TileAction>
          <TileAction label="Pin (P)" onPress={() => props.onDecide(result, 'pin')}>
            <Pin size={14} />
          </TileAction>
        </>
      ) : null}
      <TileAction label="Side by side (Space)" onPress={() => props.onPeek(result)}>
        <Columns2 size={14} />
      </TileAction>
      <TileAction label="Its look-alikes (Enter)" onPress={() => props.onOpen(result)}>
        <ArrowRight size={14} />
      </TileAction>
    </>
  ));
  return (
    <div
      className="look-alike ranked-tile"
      {...pointer}
      data-decision={decision?.state}
      aria-busy={isPending}
    >
      <div className="ranked-picture">
        <Thumbnail imageId={result.imageId} alt="" />
        {decision === null ? null : (
          <span className="look-alike-badge">
            <DecisionBadge decision={decision} />
          </span>
        )}
        {result.variants === undefined || result.variants.length === 0 ? null : (
          <button
            type="button"
            tabIndex={-1}
            className="look-alike-variants"
            title="Show or hide its variants (V)"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onUnfold(result)}
          >
            +{result.variants.length}
            <span className="screen-reader-only">
              {result.variants.length === 1 ? ' variant' : ' variants'}
            </span>
          </button>
        )}
        {actions}
      </div>
      <RankedCaption
        rank={result.rank}
        score={result.score}
        scoreNote={describeParts(result)}
        id={result.id}
        name={result.name}
      >
        <p className="look-alike-differences">
          {note !== null ? (
            <span className="one-line" title={note}>
              {note}
            </span>
          ) : isCaptioned ? (
            <span className="one-line">
              {captionOf(subject.attributes, result.attributes, fields, captionFields).map(
                ({ field, value, queryValue }, index) => (
                  <span key={field} title={`${fieldName(field)}: ${value}`}>
                    {index === 0 ? '' : ' · '}
                    {isProduct && value !== queryValue ? <strong>{`≠ ${value}`}</strong> : value}
                  </span>
                ),
              )}
            </span>
          ) : differences.length > 0 ? (
            <>
              <EqualNot size={12} aria-hidden />
              <span className="one-line">
                <span className="screen-reader-only">Differs: </span>
                {differences.map((difference, index) => (
                  <span
                    key={difference.field}
                    title={`${fieldName(difference.field)}: ${nameOfValue(difference.value)}; the query has ${nameOfValue(difference.queryValue)}`}
                  >
                    {index === 0 ? '' : ' · '}
                    <strong>{nameOfValue(difference.value)}</strong>
                  </span>
                ))}
              </span>
            </>
          ) : isProduct && fields.length > 0 && !subject.isWaiting ? (
            <span className="quiet one-line">Same attributes</span>
          ) : null}
        </p>
      </RankedCaption>
    </div>
  );
});
