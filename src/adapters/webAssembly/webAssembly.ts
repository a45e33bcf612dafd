/** The part of WebAssembly that is used here, typed: Node has it, its type package leaves it to the DOM's. */

/** Shared by threads, and can be sent to them without a copy. */
export interface WasmMemory {
  /** Another one after growing; those from before go on showing what they did. */
  readonly buffer: SharedArrayBuffer;
  /** Adds pages of 64 KiB in place. @throws RangeError beyond the maximum or the machine's memory */
  grow(pages: number): number;
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { env: { memory: WasmMemory } }) => { exports: unknown };
}

const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

export { Memory };

export const pageBytes = 65_536;
/** All that 32-bit addresses reach: 4 GiB. */
export const maxPages = 65_536;

/** Makes room up to an address, where there is none yet. @throws RangeError as `WasmMemory.grow` */
export function growTo(memory: WasmMemory, end: number): void {
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
}

/** A module whose memory is the caller's own. @returns what opens it over a memory, and gives its exports; compiled once per thread, when it is first opened */
export function moduleOf(base64: string): (memory: WasmMemory) => unknown {
  let compiled: object | undefined;
  return (memory) => {
    compiled ??= new Module(Buffer.from(base64, 'base64'));
    return new Instance(compiled, { env: { memory } }).exports;
  };
}

/** Copies bytes to a place, unless they lie there. */
export function putInto(place: Uint8Array, bytes: Uint8Array): void {
  const isThere = bytes.buffer === place.buffer && bytes.byteOffset === place.byteOffset;
  if (!isThere) place.set(bytes);
}
