/** Headers of every answer: what the page may load, and that nobody else may show, sniff or keep it. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { pagePolicy } from '../engine/interfaceFiles.ts';

export const addSecurityHeaders = secureHeaders({
  contentSecurityPolicy: pagePolicy(),
  xFrameOptions: 'DENY',
  // Plain HTTP on loopback: a browser that kept to this would never reach another program there.
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
});

/** Unless the answer says otherwise. */
export const keepNothing: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
};
