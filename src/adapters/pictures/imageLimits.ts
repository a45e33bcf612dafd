/** What an image file may cost before it is refused: checked before anything is decoded. */

/** 256 MiB: a 16-bit TIFF of 40 megapixels still passes. */
export const maxFileBytes = 256 * 1024 * 1024;
/** 150 megapixels: the largest medium-format cameras; 450 MB once decoded. */
export const maxPixels = 150_000_000;
/** JPEG's own limit on a side; libvips handles no PNG or TIFF of ours beyond it either. */
export const maxSidePixels = 65_500;
/** One file's reading and decoding; the worker's owner kills a worker that stays silent for longer. */
export const maxSecondsPerFile = 60;
