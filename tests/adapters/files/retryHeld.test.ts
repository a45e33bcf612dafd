import { describe, expect, it } from 'vitest';
import { retryHeld, retryHeldSync } from '../../../src/adapters/files/retryHeld.ts';

function refusal(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Refuses so many times before it lets the rename through. */
function heldFile(refusals: number, code = 'EPERM') {
  let tries = 0;
  return {
    tries: () => tries,
    rename() {
      tries += 1;
      if (tries <= refusals) throw refusal(code);
    },
  };
}

describe('a file that another program has open', () => {
  it('is renamed over on Windows once the other program lets go', async () => {
    const file = heldFile(2);
    await retryHeld(async () => file.rename(), 'win32');
    expect(file.tries()).toBe(3);
    const other = heldFile(2, 'EBUSY');
    retryHeldSync(other.rename, 'win32');
    expect(other.tries()).toBe(3);
  });

  it('is given up after a few tries, with what the system says', async () => {
    const file = heldFile(1000, 'EACCES');
    await expect(retryHeld(async () => file.rename(), 'win32')).rejects.toMatchObject({ code: 'EACCES' });
    expect(file.tries()).toBe(8);
    const other = heldFile(1000, 'EACCES');
    expect(() => retryHeldSync(other.rename, 'win32')).toThrow('EACCES');
    expect(other.tries()).toBe(8);
  });

  it('is refused at once for other reasons, and on other systems', async () => {
    const full = heldFile(1, 'ENOSPC');
    await expect(retryHeld(async () => full.rename(), 'win32')).rejects.toMatchObject({ code: 'ENOSPC' });
    const protectedFile = heldFile(1);
    await expect(retryHeld(async () => protectedFile.rename(), 'linux')).rejects.toMatchObject({
      code: 'EPERM',
    });
    expect([full.tries(), protectedFile.tries()]).toEqual([1, 1]);
  });
});
