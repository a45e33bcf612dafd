/** What others ask of a catalog's counts; and what is asked of whoever knows its pictures. */

import type { Output } from '../../contract/contract.ts';
import type { PictureTrait } from '../../contract/insight/charts.ts';
import type { View } from '../../contract/products.ts';

/** All of these @throws Failure `bad-input` naming an unknown field, `not-found` for a selection that is no longer held */
export interface ChartsPort {
  fields(view: View): Promise<Output<'charts.fields'>>;
  values(view: View, field: string): Promise<Output<'charts.values'>>;
  /** @param most so many rows and columns at most; null: all. @throws Failure `bad-input` also for a table too large */
  cross(view: View, field: string, by: string, most: number | null): Promise<Output<'charts.cross'>>;
  pictures(view: View): Promise<Output<'charts.pictures'>>;
  /** The ids of the view's products that have such a picture. */
  withPicture(view: View, trait: PictureTrait, key: string): Promise<string[]>;
}

/** One picture of a product, as it lies in an imported folder. */
export interface PictureFact {
  readonly productId: string;
  /** Relative to the imported folder, forward slashes. */
  readonly path: string;
  /** Null where the file could not be read as an image. */
  readonly width: number | null;
  readonly height: number | null;
}
