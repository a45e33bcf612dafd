/** What the page may do beyond showing itself: nothing but copying text. */
import type { Session } from 'electron';

/** The diagnostics page is there to be copied. */
const allowed = 'clipboard-sanitized-write';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowed));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowed);
  session.setDevicePermissionHandler(() => false);
}
