import { imageUrl } from '../../api/client.ts';
import { Thumbnail } from './Thumbnail.tsx';
import './LargePicture.css';

export interface LargePictureProps {
  readonly imageId: string | null;
  readonly alt: string;
}

/** A picture at the size of its box: the thumbnail at once, the sharper preview over it when it is there. */
export function LargePicture({ imageId, alt }: LargePictureProps) {
  if (imageId === null) return <Thumbnail imageId={null} alt={alt} />;
  return (
    <span className="large-picture">
      <img key={`thumbnail ${imageId}`} src={imageUrl(imageId, 'thumbnail')} alt={alt} draggable={false} />
      <img
        key={`preview ${imageId}`}
        src={imageUrl(imageId, 'preview')}
        alt=""
        decoding="async"
        draggable={false}
        onError={(event) => {
          // The thumbnail below still shows the product.
          event.currentTarget.hidden = true;
        }}
      />
    </span>
  );
}
