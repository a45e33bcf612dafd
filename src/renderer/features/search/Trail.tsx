import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { LinkButton } from '../../components/controls/LinkButton.tsx';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';
import { navigate } from '../../shell/navigation.ts';
import { backToStep, type LookAlikesAddress, type Query } from './lookAlikesAddress.ts';
import { useQuerySubject } from './useQuerySubject.ts';

/** Steps shown before the older ones are folded away. */
const shownSteps = 4;

/** A › B › C: the look-alikes of look-alikes that led here. */
export function Trail({ address }: { readonly address: LookAlikesAddress }) {
  const [isWhole, setIsWhole] = useState(false);
  if (address.trail.length === 0) return null;
  const first = isWhole ? 0 : Math.max(0, address.trail.length - shownSteps);
  return (
    <nav aria-label="Trail">
      <ol className="trail">
        {first === 0 ? null : (
          <li>
            <LinkButton onPress={() => setIsWhole(true)} label={`Show ${first} earlier steps`}>
              … {first}
            </LinkButton>
          </li>
        )}
        {address.trail.slice(first).map((query, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product may stand in the trail twice; the place is the step.
          <li key={first + index}>
            <TrailStep query={query} onPress={() => navigate(backToStep(address, first + index))} />
            <ChevronRight size={12} aria-hidden />
          </li>
        ))}
        <li>
          <TrailStep query={address.query} />
        </li>
      </ol>
    </nav>
  );
}

function TrailStep({ query, onPress }: { readonly query: Query; readonly onPress?: () => void }) {
  const subject = useQuerySubject(query);
  const content = (
    <>
      <span className="trail-picture">
        <Thumbnail imageId={subject.imageId} alt="" />
      </span>
      <span className="one-line">{subject.name}</span>
    </>
  );
  if (onPress === undefined) {
    return (
      <span className="trail-step" aria-current="step">
        {content}
      </span>
    );
  }
  return (
    <Button className="trail-step" aria-label={`Back to ${subject.name}`} onPress={onPress}>
      {content}
    </Button>
  );
}
