import { Crop } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/controls/Button.tsx';
import { navigate } from '../../../shell/navigation.ts';
import { useShortcuts } from '../../../shell/shortcuts.ts';
import type { LookAlikesAddress } from '../lookAlikesAddress.ts';
import type { QuerySubject } from '../useQuerySubject.ts';
import { RegionSheet } from './RegionSheet.tsx';
import './RegionSheet.css';

interface RegionChoiceProps {
  readonly subject: QuerySubject;
  readonly address: LookAlikesAddress;
}

/** Below the query's picture: look for a part of it, another one, or all of it again. */
export function RegionChoice({ subject, address }: RegionChoiceProps) {
  const [isChoosing, setIsChoosing] = useState(false);
  const { imageId, name } = subject;
  const { region } = address.wishes;
  const choose = (next: typeof region) =>
    navigate({ ...address, wishes: { ...address.wishes, region: next } });
  useShortcuts({ r: () => setIsChoosing(imageId !== null) });
  if (imageId === null) return null;
  return (
    <div className="region-actions">
      <Button icon={<Crop size={14} aria-hidden />} onPress={() => setIsChoosing(true)}>
        {region === null ? 'Only a part…' : 'Another part…'}
      </Button>
      {region === null ? null : <Button onPress={() => choose(null)}>All of the picture</Button>}
      {!isChoosing ? null : (
        <RegionSheet
          imageId={imageId}
          name={name}
          region={region}
          onClose={() => setIsChoosing(false)}
          onChoose={(next) => {
            setIsChoosing(false);
            choose(next);
          }}
        />
      )}
    </div>
  );
}
