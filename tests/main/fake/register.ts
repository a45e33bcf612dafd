/** Makes `import … from 'electron'` mean the fake, and listens to the test; for `node --import`. */
import { registerHooks } from 'node:module';

const fake = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context),
});

await import('./requests.ts');

// Node itself and its native libraries have looked already; the app takes this for the system.
const platform = process.env['FAKE_PLATFORM'];
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform });
const resources = process.env['FAKE_RESOURCES'];
if (resources !== undefined) Object.defineProperty(process, 'resourcesPath', { value: resources });
