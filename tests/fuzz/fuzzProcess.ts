/** Entry of `npm run fuzz [-- --seed N --images N --tables N]`: exit 1 where it found something. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runFuzz } from './runFuzz.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    images: { type: 'string', default: '10000' },
    tables: { type: 'string', default: '10000' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`seed ${values.seed}`);
const report = await runFuzz({
  seed: Number(values.seed),
  images: Number(values.images),
  tables: Number(values.tables),
  keptFolder: join(import.meta.dirname, '../../test-results/fuzz'),
  onProgress: say,
});
for (const [reason, count] of report.reasons) say(`${String(count).padStart(6)}  ${reason}`);
for (const { what, words, file } of report.findings) say(`FOUND ${what}: ${words}\n      ${file}`);
const peak = Math.round(report.peakBytes / 1024 ** 2);
say(
  `${report.read} read, ${report.refused} refused with a reason, ${report.toldCrashes} crashes told by the vision worker, ${report.findings.length} findings; at most ${peak} MiB`,
);
process.exitCode = report.findings.length === 0 ? 0 : 1;
