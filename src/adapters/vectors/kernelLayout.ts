/** The numbers that the kernels and their callers agree on. Plain integers only: AssemblyScript compiles this file too. */

/** Bytes of a row: a byte per number of an embedding. */
export const rowBytes = 2048;
/** Steps of a fine byte that one of a coarse byte has. */
export const finePerCoarse = 254;
/** Added to each of a row's whole numbers, `finePerCoarse` · coarse + fine, so that none is negative: three planes of seven bits hold it then. */
export const threePlanesOffset = 32_768;

/**
 * Queries and rows that are multiplied with each other at a time: nine sums, three rows and a query fill the sixteen
 * vector registers of x64, and each loaded vector is used three times. Nearly as fast as the processor multiplies bytes.
 */
export const tileEdge = 3;
/** Rows at a time; a multiple of `tileEdge` and of the four lanes of a vector. */
export const tileRowCount = 132;
/** Numbers per query in the output, and per kind of row fact: the last tile writes, and reads, one more than there are rows. */
export const tileStride = 136;
/** What stands in the output for a sum that need not be known: lower than any. */
export const tooLow = -1_073_741_824;

/**
 * After so many of the 2048 numbers a tile is given up if none of its sums can become high enough: the rest adds at most
 * the product of the rests' norms. Of 44,000 products' tiles that was so of 96 %; after 768 numbers of 84 %.
 */
export const prefixLength = 1024;

/** What stands where of a query's limits, f32 each; `found` is an i32. */
export const limitRatio = 0;
export const limitRestNorm = 1;
export const limitLeast = 2;
export const limitFound = 3;
/** Numbers per query. */
export const limitCount = 4;

/** Kinds of row facts: `tileStride` f32 each, one kind after the other. */
export const factScale = 0;
export const factPrefixWeight = 1;
export const factRestNorm = 2;
export const factWeight = 3;
export const factCount = 4;

/** Principal axes that a vector's prefix is taken along: a byte per axis, whole vectors of eight bytes. */
export const axisCount = 64;
/** All principal axes there are, along which its long prefix is taken. */
export const allAxisCount = 256;
/** Beside its bytes a prefix row has two f32, the norm of what the axes leave out and how far off the bytes are. */
export const prefixFactBytes = 8;
export const prefixRowBytes = axisCount + prefixFactBytes;
export const longRowBytes = allAxisCount + prefixFactBytes;

/** A bit for each number of what all axes leave of a vector: of number 128a + 16b + c it is bit b of byte 16a + c. */
export const sketchBytes = rowBytes / 8;
/** With two f32: what each bit stands for, and how much less than the rest they leave. */
export const sketchRowBytes = sketchBytes + 8;

/** Added to the numbers of a query that rows are sifted by, so that they lie between 1 and 127. */
export const siftOffset = 64;
/** Sums that sifting adds up in 16 bits: of axis `i` in that of `(i ÷ 2) mod siftLanes`. */
export const siftLanes = 4;
/** What the sizes of the query's numbers come to at most in one of them, so that with any bytes it has room. */
export const siftLaneMost = 255;
/** Of such a query, f32 each: what a row's two facts and the norm of its bytes are worth, and the least that is high enough. */
export const siftLimitBytes = 16;
/** A query and four rows that were sifted out: an f32 per row, then the query's place, the first row's, and a bit per row that is high enough. */
export const siftedBytes = 32;
