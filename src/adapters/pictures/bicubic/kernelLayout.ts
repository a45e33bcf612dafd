/** The numbers that the kernels and their caller agree on. Plain integers only: AssemblyScript compiles this file too. */

/** What a weight is multiplied by to be a whole number, in bits: as many as PIL takes. */
export const weightBits = 22;
/** Of an output position's taps. */
export const tapBytes = 8;
/** Of a pixel. */
export const pixelBytes = 3;
/** What may be read and written beyond the last row. */
export const spareBytes = 16;
