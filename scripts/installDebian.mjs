/** Installs one of Debian's packages for the tests, where that can be done without asking anybody. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this is a Debian, and somebody who may install. */
export function mayInstallDebian() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @returns false where nothing may be installed */
export function installDebian(name) {
  if (!mayInstallDebian()) return false;
  quiet('apt-get', ['update', '-qq']);
  quiet('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
  return true;
}

/** Runs a tool with its errors alone on standard error. Returns whether it did what it should. */
export function quiet(command, args) {
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return done.status === 0;
}
