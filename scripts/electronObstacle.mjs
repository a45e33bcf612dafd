/** What keeps Electron from opening its window on a machine, in words that say how to allow it. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** This machine, as far as obstacles are looked for; tests pass others. */
const thisMachine = {
  platform: process.platform,
  environment: process.env,
  userId: process.getuid?.() ?? -1,
  readFile: (path) => readFileSync(path, 'utf8'),
  stat(path) {
    const { uid, mode } = statSync(path);
    return { uid, mode };
  },
};

/** Where Linux says whether a program without rights may make the namespaces that Chromium's sandbox is made of. */
const namespaceSwitches = [
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    refusing: '1',
    allowing: 'kernel.apparmor_restrict_unprivileged_userns=0',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    refusing: '0',
    allowing: 'kernel.unprivileged_userns_clone=1',
  },
  { file: '/proc/sys/user/max_user_namespaces', refusing: '0', allowing: 'user.max_user_namespaces=15000' },
];

/** Why no window can be opened here, whatever Electron is installed; or null. */
export function windowObstacle({ platform, environment, userId } = thisMachine) {
  if (platform !== 'linux') return null;
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY)
    return 'There is no display for an Electron window.';
  return userId === 0 ? 'Electron does not open windows for root.' : null;
}

/**
 * Why this Electron would be ended by its own sandbox (SIGTRAP, before there is a window), or null: where namespaces are refused,
 * as on Ubuntu since 24.04, it needs the helper beside its binary, and that one root's rights.
 */
export function sandboxObstacle(electron, { platform, readFile, stat } = thisMachine) {
  if (platform !== 'linux') return null;
  const refused = namespaceSwitches.find(({ file, refusing }) => settingIn(file, readFile) === refusing);
  if (refused === undefined) return null;
  const helper = join(dirname(electron), 'chrome-sandbox');
  if (hasRootsRights(helper, stat)) return null;
  const quoted = `'${helper.replaceAll("'", "'\\''")}'`;
  return `This system does not let Electron make its sandbox. To allow it to Twinset's Electron:
  sudo chown root:root ${quoted} && sudo chmod 4755 ${quoted}
or to every program, until the system starts anew:
  sudo sysctl -w ${refused.allowing}`;
}

/** A setting that this kernel does not have is null. */
function settingIn(file, readFile) {
  try {
    return readFile(file).trim();
  } catch {
    return null;
  }
}

function hasRootsRights(helper, stat) {
  try {
    const { uid, mode } = stat(helper);
    return uid === 0 && (mode & 0o7777) === 0o4755;
  } catch {
    return false;
  }
}
