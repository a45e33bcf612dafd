/** How far int8 weights may reach on this processor. */
import { readFile } from 'node:fs/promises';

const fullRange = 127;
/** 255 · 64 · 2 still fits into 16 bits. */
const reducedRange = 64;

/** Instructions that sum byte products in 32 bits, as /proc/cpuinfo names them. */
const wideSums = ['avx512_vnni', 'avx_vnni', 'avx_vnni_int8'];

/**
 * The largest weight whose sums cannot overflow: 64 on x86 processors without VNNI, where onnxruntime's kernels sum
 * pairs of byte products in 16 bits with saturation (its own advice is reduced-range weights there), else 127. Arm
 * has no such instruction. Only Linux tells its instructions without a native call; elsewhere on x86 the reduced
 * range is taken, which costs a little accuracy and nothing in speed. Either is compared with float before use.
 */
export async function largestSafeWeight(
  platform: string = process.platform,
  architecture: string = process.arch,
  cpuInfoFile = '/proc/cpuinfo',
): Promise<number> {
  if (architecture !== 'x64' && architecture !== 'ia32') return fullRange;
  if (platform !== 'linux') return reducedRange;
  const text = await readFile(cpuInfoFile, 'utf8').catch(() => '');
  const flags = /^flags\s*:(.*)$/m.exec(text)?.[1]?.split(/\s+/) ?? [];
  return wideSums.some((flag) => flags.includes(flag)) ? fullRange : reducedRange;
}
