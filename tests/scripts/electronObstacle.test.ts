import { describe, expect, it } from 'vitest';
import { sandboxObstacle, windowObstacle } from '../../scripts/electronObstacle.mjs';

const electron = "/home/ada/my shop's/electron/dist/electron";
const helper = "/home/ada/my shop's/electron/dist/chrome-sandbox";
const kernel = '/proc/sys/kernel';

interface Machine {
  readonly platform?: NodeJS.Platform;
  readonly environment?: Record<string, string>;
  readonly userId?: number;
  readonly settings?: Record<string, string>;
  readonly helper?: { uid: number; mode: number };
}

/** A machine of these settings; files that are not named are not there. */
function machine(options: Machine) {
  return {
    platform: options.platform ?? 'linux',
    environment: options.environment ?? { DISPLAY: ':0' },
    userId: options.userId ?? 1000,
    readFile(path: string): string {
      const value = options.settings?.[path];
      if (value === undefined) throw new Error(`ENOENT: ${path}`);
      return `${value}\n`;
    },
    stat(path: string): { uid: number; mode: number } {
      if (path !== helper || options.helper === undefined) throw new Error(`ENOENT: ${path}`);
      return options.helper;
    },
  };
}

describe("Electron's sandbox on Linux", () => {
  const ubuntu = { [`${kernel}/apparmor_restrict_unprivileged_userns`]: '1' };

  it('is refused by Ubuntu 24.04, which says how to allow it', () => {
    const obstacle = sandboxObstacle(
      electron,
      machine({ settings: ubuntu, helper: { uid: 1000, mode: 0o100755 } }),
    );
    expect(obstacle).toContain('sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0');
    // As a shell takes it: the folder has a blank and a quote.
    const quoted = `'${helper.replaceAll("'", "'\\''")}'`;
    expect(obstacle).toContain(`sudo chown root:root ${quoted} && sudo chmod 4755 ${quoted}`);
  });

  it.each([
    ['not there', undefined, false],
    ["root's without the right mode", { uid: 0, mode: 0o100755 }, false],
    ["another's with the right mode", { uid: 1000, mode: 0o104755 }, false],
    ["root's with the right mode", { uid: 0, mode: 0o104755 }, true],
  ])('with a helper that is %s', (_what, found, isAllowed) => {
    const settings = { settings: ubuntu, ...(found === undefined ? {} : { helper: found }) };
    expect(sandboxObstacle(electron, machine(settings)) === null).toBe(isAllowed);
  });

  it.each([
    ['apparmor_restrict_unprivileged_userns', '0', null],
    ['unprivileged_userns_clone', '1', null],
    ['unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
  ])('where %s is %s', (name, value, allowing) => {
    const obstacle = sandboxObstacle(electron, machine({ settings: { [`${kernel}/${name}`]: value } }));
    if (allowing === null) expect(obstacle).toBeNull();
    else expect(obstacle).toContain(allowing);
  });

  it('needs nothing where the kernel has none of these settings, or on other systems', () => {
    expect(sandboxObstacle(electron, machine({}))).toBeNull();
    expect(sandboxObstacle(electron, machine({ platform: 'darwin', settings: ubuntu }))).toBeNull();
  });
});

describe('a window', () => {
  it('needs a display and somebody else than root on Linux, and nothing elsewhere', () => {
    expect(windowObstacle(machine({}))).toBeNull();
    expect(windowObstacle(machine({ environment: { WAYLAND_DISPLAY: 'wayland-0' } }))).toBeNull();
    expect(windowObstacle(machine({ environment: {} }))).toContain('no display');
    expect(windowObstacle(machine({ userId: 0 }))).toContain('root');
    expect(windowObstacle(machine({ platform: 'win32', environment: {}, userId: 0 }))).toBeNull();
  });
});
