import { useState } from 'react';
import { type PercentCrop, ReactCrop } from 'react-image-crop';
import type { Region } from '../../../../contract/search.ts';
import { imageUrl } from '../../../api/client.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { cropOf, isWorthSearching, regionOf } from './regionAddress.ts';
import 'react-image-crop/dist/ReactCrop.css';
import './RegionSheet.css';

export interface RegionSheetProps {
  readonly imageId: string;
  readonly name: string;
  /** Null: all of the picture, so far. */
  readonly region: Region | null;
  readonly onChoose: (region: Region | null) => void;
  readonly onClose: () => void;
}

/** The middle: something to take hold of, by keyboard too. */
const middle: Region = { left: 0.2, top: 0.2, width: 0.6, height: 0.6 };

const labels = {
  cropArea: 'The part that is searched with. The arrow keys move it.',
  nwDragHandle: 'Upper left corner. The arrow keys move it.',
  nDragHandle: 'Upper edge. The arrow keys move it.',
  neDragHandle: 'Upper right corner. The arrow keys move it.',
  eDragHandle: 'Right edge. The arrow keys move it.',
  seDragHandle: 'Lower right corner. The arrow keys move it.',
  sDragHandle: 'Lower edge. The arrow keys move it.',
  swDragHandle: 'Lower left corner. The arrow keys move it.',
  wDragHandle: 'Left edge. The arrow keys move it.',
};

/** The part of the picture that is meant: the shoe, not the model. */
export function RegionSheet({ imageId, name, region, onChoose, onClose }: RegionSheetProps) {
  const [crop, setCrop] = useState<PercentCrop>(cropOf(region ?? middle));
  const drawn = regionOf(crop);
  const canSearch = isWorthSearching(drawn);
  return (
    <Sheet
      title="Look for a part of the picture"
      size="large"
      onClose={onClose}
      footer={
        <>
          {region === null ? null : <Button onPress={() => onChoose(null)}>All of the picture</Button>}
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!canSearch} onPress={() => onChoose(drawn)}>
            Show its look-alikes
          </Button>
        </>
      }
    >
      <p className="quiet">Draw a frame around what you mean: the shoe, not the model.</p>
      <div className="region-picture">
        <ReactCrop crop={crop} onChange={(_, percent) => setCrop(percent)} ruleOfThirds ariaLabels={labels}>
          <img src={imageUrl(imageId, 'preview')} alt={name} draggable={false} />
        </ReactCrop>
      </div>
      <p className="quiet" aria-live="polite">
        {canSearch ? '' : 'The frame has no size to speak of: draw it larger.'}
      </p>
    </Sheet>
  );
}
