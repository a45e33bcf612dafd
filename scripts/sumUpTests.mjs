/** What a test run came to: what was skipped and why, then the one line of numbers. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup.mjs';

/** Tests that may be skipped, by the beginning of their name, with the reason: `tests/allowedSkips.json`. */
const allowed = JSON.parse(readFileSync(join(root, 'tests', 'allowedSkips.json'), 'utf8'));

/**
 * Prints the skipped tests and "N passed, N failed, N skipped". In CI a skip that is not allowed fails.
 * @param report the JSON report of the run
 * @param status the runner's exit status
 * @returns the exit status
 */
export function sumUpTests(report, status) {
  if (!existsSync(report)) return 1;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const skipped = testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => describeSkip(relative(root, file.name).replaceAll('\\', '/'), test.fullName)),
  );
  for (const { text } of skipped) process.stdout.write(`${text}\n`);
  const forbidden = process.env.CI ? skipped.filter(({ isAllowed }) => !isAllowed).length : 0;
  if (forbidden > 0) process.stdout.write(`${forbidden} of them may not be skipped in CI.\n`);
  const failed = numFailedTests + brokenFiles.length + forbidden;
  process.stdout.write(`\n${numPassedTests} passed, ${failed} failed, ${skipped.length} skipped\n`);
  return failed === 0 && numPassedTests > 0 ? status : 1;
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
