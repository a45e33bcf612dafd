/** The ids in order, in slices whose JSON has at most so many bytes (an id that is longer is alone in one). */
export function sliceIds(ids: readonly string[], limitBytes: number): string[][] {
  const encoder = new TextEncoder();
  const slices: string[][] = [];
  let leftBytes = 0;
  for (const id of ids) {
    const bytes = encoder.encode(JSON.stringify(id)).length + 1;
    if (bytes > leftBytes || slices.length === 0) {
      slices.push([]);
      leftBytes = limitBytes;
    }
    slices.at(-1)?.push(id);
    leftBytes -= bytes;
  }
  return slices;
}
