import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Slider } from '../../../components/controls/Slider.tsx';
import { Thumbnail } from '../../../components/pictures/Thumbnail.tsx';
import { navigate } from '../../../shell/navigation.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';
import { navigateLive } from '../navigateLive.ts';
import { useQuerySubject } from '../useQuerySubject.ts';
import { toggleWish } from '../wishes.ts';
import './WishList.css';

/** The products that look-alikes should also be like, those that they should not be like, and how much these count. */
export function WishList({ address }: { readonly address: LookAlikesAddress }) {
  const { wishes } = address;
  if (wishes.like.length + wishes.unlike.length === 0) return null;
  const chips = (kind: 'like' | 'unlike') =>
    wishes[kind].map((id) => (
      <Wish
        key={id}
        id={id}
        words={kind === 'like' ? 'Also like' : 'Not like'}
        onTakeBack={() => navigate({ ...address, wishes: toggleWish(wishes, kind, id) })}
      />
    ));
  return (
    <section className="wish-list" aria-label="Also asked for">
      {chips('like')}
      {chips('unlike')}
      {wishes.unlike.length === 0 ? null : (
        <Slider
          label="How much not like"
          value={wishes.unlikeWeight}
          min={0}
          max={1}
          step={0.05}
          isShare
          onChange={(unlikeWeight) => navigateLive({ ...address, wishes: { ...wishes, unlikeWeight } })}
        />
      )}
    </section>
  );
}

interface WishProps {
  readonly id: string;
  readonly words: string;
  readonly onTakeBack: () => void;
}

function Wish({ id, words, onTakeBack }: WishProps) {
  const subject = useQuerySubject({ kind: 'product', id });
  return (
    <span className="wish">
      <span className="wish-picture">
        <Thumbnail imageId={subject.imageId} alt="" />
      </span>
      <span className="one-line">
        {words} <strong>{subject.name}</strong>
      </span>
      <Button className="wish-off" aria-label={`${words} ${subject.name}: take back`} onPress={onTakeBack}>
        <X size={12} aria-hidden />
      </Button>
    </span>
  );
}
