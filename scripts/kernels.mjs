/**
 * Compiles the kernels from AssemblyScript into `kernels.generated.ts` of their rooms, which are committed: the command line,
 * tests, threads and the packaged app load them as any module, with nothing to build, find or carry along. They cannot go stale:
 * each names a hash of all it is made of, by which the commands of package.json make them anew (a few milliseconds where nothing
 * changed), and `npm run check` compiles and compares every byte (`node scripts/kernels.mjs --check`).
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, root } from './setup.mjs';

const sourcesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Each has its own module, of what is in `kernels/`; `parts` are what that imports. */
const rooms = [
  {
    name: 'src/adapters/vectors',
    parts: [...sourcesIn('src/adapters/vectors/kernels/parts'), 'src/adapters/vectors/kernelLayout.ts'],
  },
  { name: 'src/adapters/pictures/bicubic', parts: ['src/adapters/pictures/bicubic/kernelLayout.ts'] },
].map(({ name, parts }) => ({
  entries: sourcesIn(`${name}/kernels`),
  parts,
  target: `${name}/kernels.generated.ts`,
}));

/** The memory is the caller's own, an index's shared with its threads: one page at least, 4 GiB at most, and nothing of the module's in it. */
const memoryOptions =
  '--importMemory --noExportMemory --sharedMemory --initialMemory 1 --maximumMemory 65536 --runtime stub';
const featureOptions = '--enable simd --enable relaxed-simd --enable threads';
const options = `${featureOptions} ${memoryOptions} -O3 --converge --noAssert --pedantic`.split(' ');

/** Whether the kernels are made of the sources, options and compiler that are here. */
export function areKernelsFresh() {
  return rooms.every(
    (room) =>
      existsSync(join(root, room.target)) &&
      readFileSync(join(root, room.target), 'utf8').includes(hashOfSources(room)),
  );
}

function hashOfSources({ entries, parts }) {
  const compiler = join(root, 'node_modules', 'assemblyscript', 'package.json');
  const hash = createHash('sha256')
    .update(options.join(' '))
    .update(JSON.parse(readFileSync(compiler)).version);
  for (const path of [...entries, ...parts])
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest('hex');
}

async function compile(room) {
  const { default: asc } = await import('assemblyscript/asc');
  let module = null;
  const { error, stderr } = await asc.main(
    [...room.entries, ...options, '--baseDir', root, '--outFile', 'kernels.wasm'],
    {
      writeFile: (_name, contents) => {
        module = contents;
      },
    },
  );
  if (error !== null || module === null)
    giveUp(`${room.target} could not be compiled.\n${stderr.toString()}`);
  return `/**
 * Made by scripts/kernels.mjs from kernels/ and kernelLayout.ts; not to be changed by hand.
 * Sources, options and compiler: ${hashOfSources(room)}
 */

/** The WebAssembly module, in base64. */
export const moduleBase64 =
  '${Buffer.from(module).toString('base64')}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const room of rooms) {
    const compiled = await compile(room);
    const target = join(root, room.target);
    if (!process.argv.includes('--check')) writeFileSync(target, compiled);
    else if (!existsSync(target) || readFileSync(target, 'utf8').replaceAll('\r\n', '\n') !== compiled)
      giveUp(`${room.target} is not what its sources compile to: run npm run format and commit it.`);
  }
}
