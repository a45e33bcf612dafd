/** Makes sketches as the first opening of a large catalog does, and keeps them in the cache file. It says where it is, and ends with its input. */
import { writeIndexCache } from '../../../../src/adapters/vectors/cache/writeIndexCache.ts';
import { axes, fileIn, identity, imageCount, makeIndex } from './sketchedIndex.ts';

const [folder = ''] = process.argv.slice(2);
process.stdin.resume();
const index = makeIndex(imageCount);
process.stdout.write('sketching\n');
await index.takeAxes(axes, () => false);
process.stdout.write('writing\n');
await writeIndexCache(fileIn(folder), identity, index, () => false);
process.stdout.write('written\n');
