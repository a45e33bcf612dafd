/** What a test run came to: what was skipped and why, then the one line of numbers. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup.mjs';

/** Tests that may be skipped, by the beginning of their name, with the reason: `tests/allowedSkips.json`. */
const allowed = JSON.parse(readFileSync(join(root, 'tests', 'allowedSkips.json'), 'utf8'));

/**
 * Prints the skipped tests and "N passed, N failed, N skipped". In CI a skip that is not allowed fails.
 * @param runs each with its JSON report and the runner's exit status
 * @returns the exit status
 */
export function sumUpTests(runs) {
  if (!runs.every(({ report }) => existsSync(report))) return 1;
  const reports = runs.map(({ report }) => JSON.parse(readFileSync(report, 'utf8')));
  const files = reports.flatMap(({ testResults }) => testResults);
  const sum = (count) => reports.reduce((total, each) => total + count(each), 0);
  const passed = sum(({ numPassedTests }) => numPassedTests);
  const brokenFiles = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const skipped = files.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => describeSkip(relative(root, file.name).replaceAll('\\', '/'), test.fullName)),
  );
  for (const { text } of skipped) process.stdout.write(`${text}\n`);
  const forbidden = process.env.CI ? skipped.filter(({ isAllowed }) => !isAllowed).length : 0;
  if (forbidden > 0) process.stdout.write(`${forbidden} of them may not be skipped in CI.\n`);
  const failed = sum(({ numFailedTests }) => numFailedTests) + brokenFiles.length + forbidden;
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  const worst = runs.find(({ status }) => status !== 0)?.status ?? 0;
  return failed === 0 && passed > 0 ? worst : 1;
}

function describeSkip(file, name) {
  const entry = allowed.find(
    (one) => file === one.file && (one.test === undefined || name.includes(one.test)),
  );
  return {
    isAllowed: entry !== undefined,
    text: `skipped: ${file}: ${name.trim()} (${entry?.reason ?? 'no reason is known'})`,
  };
}
