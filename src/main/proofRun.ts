/** `--smoke`: a run that proves a machine, where nobody may be there to answer a question or to close a window. */
export const isProofRun = process.argv.includes('--smoke');
