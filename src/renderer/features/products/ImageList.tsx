import type { ProductImage } from '../../../contract/products.ts';
import { formatBytes, formatCount } from '../../components/format.ts';
import { Thumbnail } from '../../components/pictures/Thumbnail.tsx';

const stateWords = {
  embedded: '',
  duplicate: 'Same file as another image',
  failed: 'Could not be used',
  missing: 'The file is gone',
} as const;

/** The files of a product: where they lie, and what is wrong with them if something is. */
export function ImageList({ images }: { readonly images: readonly ProductImage[] }) {
  if (images.length === 0) return null;
  return (
    <section className="detail-section">
      <h2>{images.length === 1 ? 'Image' : `${formatCount(images.length)} images`}</h2>
      <ul className="image-list">
        {images.map((image) => (
          <li key={`${image.folder}/${image.path}`}>
            <span className="image-list-picture">
              <Thumbnail imageId={image.state === 'failed' ? null : image.imageId} alt="" />
            </span>
            <div>
              <p className="image-list-path" title={`${image.folder}/${image.path}`}>
                {image.path}
              </p>
              <p className="quiet">{describeSize(image)}</p>
              {image.state === 'embedded' ? null : (
                <p className={image.state === 'duplicate' ? 'quiet' : 'image-list-problem'}>
                  {[stateWords[image.state], image.reason].filter(Boolean).join(': ')}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeSize(image: ProductImage): string {
  const bytes = formatBytes(image.sizeBytes);
  return image.width === null || image.height === null
    ? bytes
    : `${image.width} × ${image.height} · ${bytes}`;
}
