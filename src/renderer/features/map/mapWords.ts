/** The map in plain words; the technical names stand in tooltips. */
import type { MapMethod, MapProgress } from '../../../contract/insight/map.ts';
import { formatCounted } from '../../components/format.ts';

export const methodWords: Readonly<Record<MapMethod, string>> = { umap: 'UMAP', tsne: 't-SNE' };

export const stepWords: Readonly<Record<MapProgress['step'], string>> = {
  fetch: 'Fetching embeddings',
  neighbours: 'Finding what looks alike',
  layout: 'Laying out',
  trustworthiness: 'Checking how true it is',
};

/** How far neighbours on the map are neighbours indeed. @param trustworthiness from 0 to 1 */
export function trustWords(trustworthiness: number): string {
  const of100 = Math.min(100, Math.max(0, Math.round(trustworthiness * 100)));
  if (of100 >= 95) return `What lies together looks alike (${of100} of 100).`;
  if (of100 >= 85) return `What lies together mostly looks alike (${of100} of 100).`;
  return `What lies together does not always look alike (${of100} of 100).`;
}

/** Null where every product was laid out together. */
export function placedWords(placed: number): string | null {
  if (placed === 0) return null;
  return `${formatCounted(placed, 'product')} came later and ${placed === 1 ? 'lies' : 'lie'} beside what ${placed === 1 ? 'it looks' : 'they look'} like.`;
}

/** Why products have no place; null where all have one. */
export function withoutPlaceWords(count: number): string | null {
  if (count === 0) return null;
  const [are, their, they] = count === 1 ? ['is', 'its', 'it'] : ['are', 'their', 'they'];
  return `${formatCounted(count, 'product')} ${are} not on the map: ${they} ${count === 1 ? 'has' : 'have'} no picture that is embedded as the others are. Import ${their} folder again.`;
}
