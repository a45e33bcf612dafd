/**
 * Repeats a catalog's products until there are N, for looking at large catalogs: vectors slightly turned, thumbnails
 * linked. Run: node tests/bench/scripts/fillCatalog.ts CATALOG N   (on a copy: the catalog is changed)
 */
import { resolve } from 'node:path';
import { fillCatalog } from '../../../src/bench/fillCatalog.ts';

const [folder = '', wanted = '44000'] = process.argv.slice(2);
const products = await fillCatalog(resolve(folder), Number(wanted), { thumbnails: true });
process.stdout.write(`${folder} has ${products} products\n`);
