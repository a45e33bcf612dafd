#!/usr/bin/env node
/** Entry of the command line: `twinset COMMAND …`. An old Node is told before anything is loaded that it would crash on. */
import { nodeProblem } from '../engine/nodeVersion.ts';

const problem = nodeProblem();
if (problem === null) {
  const { runCommandLine } = await import('./runCommandLine.ts');
  await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`twinset: ${problem}\n`);
  process.exitCode = 1;
}
