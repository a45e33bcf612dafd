import { LibraryBig } from 'lucide-react';
import { memo, useState } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ZoomablePicture } from '../../components/pictures/ZoomablePicture.tsx';
import { fit } from '../../components/pictures/zoom.ts';
import { navigate } from '../../shell/navigation.ts';
import { AttributeList } from '../products/AttributeList.tsx';
import { ImageList } from '../products/ImageList.tsx';
import { libraryFrom } from '../products/libraryAddress.ts';
import type { LookAlikesAddress } from './lookAlikesAddress.ts';
import { RegionChoice } from './region/RegionChoice.tsx';
import { RegionOutline } from './region/RegionOutline.tsx';
import { Trail } from './Trail.tsx';
import type { QuerySubject } from './useQuerySubject.ts';
import './QueryPane.css';

export interface QueryPaneProps {
  readonly subject: QuerySubject;
  readonly address: LookAlikesAddress;
  readonly fields: readonly string[];
}

/** Whose look-alikes these are: large, with its attributes, and how one got here. */
export const QueryPane = memo(function QueryPane({ subject, address, fields }: QueryPaneProps) {
  const [zoom, setZoom] = useState(fit);
  const [zoomedId, setZoomedId] = useState(subject.imageId);
  // Another picture is seen whole first.
  if (zoomedId !== subject.imageId) {
    setZoomedId(subject.imageId);
    setZoom(fit);
  }
  const { query } = subject;
  const { region } = address.wishes;
  return (
    <div className="query" aria-busy={subject.isWaiting}>
      <div className="query-picture">
        {subject.isWaiting && subject.imageId === null ? (
          <span className="thumbnail" />
        ) : (
          <ZoomablePicture imageId={subject.imageId} alt={subject.name} zoom={zoom} onZoom={setZoom}>
            {region === null || subject.imageId === null ? null : (
              <RegionOutline key={subject.imageId} imageId={subject.imageId} region={region} />
            )}
          </ZoomablePicture>
        )}
      </div>
      <RegionChoice subject={subject} address={address} />
      <div className="query-title">
        <h1>{subject.name}</h1>
        <p className="quiet">{subject.caption}</p>
      </div>
      {subject.failure === null ? null : (
        <ErrorNote title="The query could not be shown." failure={subject.failure} />
      )}
      <Trail address={address} />
      <AttributeList attributes={subject.attributes} fields={fields} />
      {query.kind === 'product' ? (
        <div>
          <Button
            icon={<LibraryBig size={14} aria-hidden />}
            onPress={() => navigate({ ...libraryFrom(address), product: query.id })}
          >
            Show in the library
          </Button>
        </div>
      ) : null}
      <ImageList images={subject.images} />
    </div>
  );
});
