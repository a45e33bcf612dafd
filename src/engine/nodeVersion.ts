/** Which Node runs Twinset. It imports nothing, so that an old Node gets far enough to be told. */

/** SQLite's and onnxruntime's packages are built for it; on Node 20 SQLite's ends the process without a word. */
const oldest = { major: 22, minor: 12 } as const;

/** Why this Node cannot run Twinset and what to do, or null where it can. @param version as in `process.versions.node` */
export function nodeProblem(version: string = process.versions.node): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return null;
  return (
    `Twinset needs Node ${oldest.major}.${oldest.minor} or newer; this is Node ${version}. ` +
    'Install a newer Node, or start the installed Twinset, which brings its own.'
  );
}
