import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { largestSafeWeight } from '../../../src/adapters/inference/int8/largestSafeWeight.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-processor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cpuInfo(flags: string): string {
  const file = join(folder, 'cpuinfo');
  writeFileSync(file, `processor\t: 0\nvendor_id\t: Any\nflags\t\t: ${flags}\nbugs\t\t:\n`);
  return file;
}

it.each([
  ['fpu avx2 avx512f avx512_vnni', 127],
  ['fpu avx2 avx_vnni', 127],
  ['fpu avx2 avx512f avx512bw', 64],
  ['fpu sse4_1', 64],
])('reads what an x86 processor on Linux has: %s', async (flags, expected) => {
  expect(await largestSafeWeight('linux', 'x64', cpuInfo(flags))).toBe(expected);
});

it('takes the safe range where the processor does not tell', async () => {
  expect(await largestSafeWeight('linux', 'x64', join(folder, 'nothing'))).toBe(64);
  expect(await largestSafeWeight('win32', 'x64')).toBe(64);
  expect(await largestSafeWeight('darwin', 'arm64')).toBe(127);
});
