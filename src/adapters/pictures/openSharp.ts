/**
 * sharp as the vision worker uses it on files it does not trust: only the six formats can be loaded at all,
 * one thread per image (several images are decoded side by side), no cache (every image is seen once).
 */
import sharp from 'sharp';

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadTiff',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

export default sharp;
