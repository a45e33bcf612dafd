/** The part of WebAssembly that is used here, typed: Node has it, its type package leaves it to the DOM's. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB in place, and detaches the buffer. @throws RangeError beyond the maximum or the machine's memory */
  grow(pages: number): number;
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { host: { memory: WasmMemory } }) => { exports: unknown };
}

export const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi })
  .WebAssembly;

export const pageBytes = 65_536;
/** All that 32-bit addresses reach: 4 GiB. */
export const maxPages = 65_536;
