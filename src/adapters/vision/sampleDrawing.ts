/** PLACEHOLDER by the owner; the sample's helper overwrites this file. */
export function serveSampleDrawing(): void {}
