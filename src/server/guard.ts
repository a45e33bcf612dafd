/** Who may ask: this machine's own browser page with the token, and no other page, name or program. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const refusal = 'Open the address that Twinset printed when it started; it carries the key to this page.\n';

/**
 * Checks the Host (against DNS rebinding), the Origin (against other pages), then the token.
 * A token in the address becomes a cookie, and the address is opened again without it.
 */
export function createGuard(token: string, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = context.req.header('host') ?? '';
    if (!hosts.includes(host)) return context.text('This address is not served here.\n', 421);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return context.text('Not from there.\n', 403);
    if (isFromAnotherSite(context)) return context.text('Not from there.\n', 403);

    // Cookies do not know ports: without the number, two servers would sign each other's pages out.
    const cookieName = `twinset_${port()}`;
    const given = context.req.query('token');
    if (given !== undefined && context.req.method === 'GET' && !context.req.path.startsWith('/api/')) {
      if (!isSame(given, token)) return context.text(refusal, 403);
      setCookie(context, cookieName, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return context.redirect(withoutToken(context.req.url), 303);
    }
    const cookie = getCookie(context, cookieName);
    if (cookie === undefined || !isSame(cookie, token)) return context.text(refusal, 403);
    return next();
  };
}

/** Browsers say where a request comes from even where they send no Origin; a link to the page itself is harmless. */
function isFromAnotherSite(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && context.req.header('sec-fetch-mode') !== 'navigate';
}

function withoutToken(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('token');
  // A path of two slashes would be read as another host.
  return `/${url.pathname.replace(/^\/+/, '')}${url.search}`;
}

/** Compares digests, so that neither the length nor the first difference shows in the time taken. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
