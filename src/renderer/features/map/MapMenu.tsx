import { openProduct } from '../../shell/navigation.ts';
import { ProductMenu } from '../products/grid/ProductMenu.tsx';
import { useSelection } from '../products/selection/selection.ts';
import { useSummary } from '../products/useSummaries.ts';
import type { Point } from './plot/camera.ts';

export interface MapMenuProps {
  readonly id: string;
  /** Of the pointer, in the window. */
  readonly at: Point;
  readonly onClose: () => void;
}

/** What can be done with the product of a point, or with all that is selected with it. */
export function MapMenu({ id, at, onClose }: MapMenuProps) {
  const summary = useSummary(id);
  const selected = useSelection((state) => state.ids);
  return (
    <ProductMenu
      id={id}
      ids={selected.has(id) ? [...selected] : [id]}
      imageId={summary?.imageId ?? null}
      at={at}
      onOpen={() => openProduct(id)}
      onClose={onClose}
    />
  );
}
