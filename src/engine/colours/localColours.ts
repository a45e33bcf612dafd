/** Colours of a catalog on this machine: beside its pictures, read from thumbnails where an import did not keep them. */
import type { ColoursPort } from '../../core/colours/ports.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import type { VisionOwner } from '../processes/visionOwner.ts';
import { keepTraces } from './readThumbnails.ts';

export function createLocalColours(catalog: OpenCatalog, vision: VisionOwner): ColoursPort {
  const rowsNow = () => catalog.colours.over(catalog.index());
  return {
    missing: async () => rowsNow().follow(),
    async read(signal, onDone) {
      const imageIds = rowsNow().unknown();
      let [done, read] = [0, 0];
      for await (const { looked, kept } of keepTraces(catalog, vision, imageIds, signal)) {
        done += looked;
        read += kept;
        onDone(done, imageIds.length);
      }
      return read;
    },
  };
}
