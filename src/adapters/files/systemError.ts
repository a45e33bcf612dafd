/** What the system's error codes mean to a curator. */

const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist (any more)',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EROFS: 'the disk is read-only',
  ELOOP: 'it is a link that leads round in circles',
  ENAMETOOLONG: 'its path is too long for this system',
  EIO: 'the disk reports an error',
  EBUSY: 'another program is using it',
  ENXIO: 'it is a device, a pipe or a socket',
  EMFILE: 'too many files are open at once',
  ENFILE: 'too many files are open at once',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of disk space is used up',
  ETIMEDOUT: 'the disk or network drive does not answer',
};

/** The code of a system error ("ENOENT"), or the empty string. */
export function systemErrorCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}

/** The end of a sentence that begins "… cannot be read:", without a full stop. */
export function describeSystemError(thrown: unknown): string {
  const code = systemErrorCode(thrown);
  return meanings[code] ?? (code === '' ? 'the system gives no reason' : `the system answers ${code}`);
}
