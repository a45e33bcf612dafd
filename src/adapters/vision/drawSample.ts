/** PLACEHOLDER by the owner so that others can build; the sample's helper overwrites this file. */
export async function drawSample(_options: {
  folder: string;
  count: number;
  seed: number;
  onProgress?: (drawn: number, total: number) => void;
}): Promise<{ images: number; folder: string; metadata: string }> {
  throw new Error('not drawn yet');
}
