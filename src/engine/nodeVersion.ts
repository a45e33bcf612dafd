/** Which Node runs Twinset. It imports nothing, so that an old Node gets far enough to be told. */

/**
 * The way to a cluster needs these minor versions for the certificates that the system trusts. SQLite's package needs Node-API 10, which came
 * with 22.14 and 23.6; without it loading it is a segmentation fault (seen on 20.20, 22.12 and 22.13).
 */
const oldestMinor: Readonly<Record<number, number>> = { 22: 15, 23: 10 };
const oldestMajor = 22;

/** Why this Node cannot run Twinset and what to do, or null where it can. @param version as in `process.versions.node` */
export function nodeProblem(version: string = process.versions.node): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= oldestMajor && minor >= (oldestMinor[major] ?? 0)) return null;
  return (
    `Twinset needs Node 22.15 or newer (of Node 23, 23.10); this is Node ${version}. ` +
    'Install a newer Node, or start the installed Twinset, which brings its own.'
  );
}
