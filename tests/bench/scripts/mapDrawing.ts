/**
 * Measures the map with many points in a real browser: `node tests/bench/scripts/mapDrawing.ts [points]`, after a build.
 * Frames while it is moved, beside a bare WebGL loop over the same points in a canvas of the same size; and how long a lasso
 * takes from letting go to the selection on screen. The points are drawn here, and stand in for the engine's answer.
 */
import type { Page } from 'playwright';
import { insideOutline } from '../../../src/renderer/features/map/lasso/insideOutline.ts';
import { createRandom } from '../../core/search/searchCatalog.ts';
import { startHost } from '../../e2e/fixtures/host.ts';
import { openWindow, startBrowser } from '../../e2e/fixtures/window.ts';

const count = Number(process.argv[2] ?? 100_000);
const movedMs = 4000;
const random = createRandom(3);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Two hundred crowds, as layouts have them. */
function drawPlaces(): { x: number[]; y: number[] } {
  const middles = Array.from({ length: 200 }, () => [random() * 60_000, random() * 60_000] as const);
  const places = Array.from({ length: count }, (_, at) => {
    const [x = 0, y = 0] = middles[at % middles.length] ?? [];
    const beside = () => (random() + random() + random() - 1.5) * 3000;
    return [x + beside(), y + beside()].map((place) => Math.min(65_535, Math.max(0, Math.round(place))));
  });
  return { x: places.map(([x = 0]) => x), y: places.map(([, y = 0]) => y) };
}

const places = drawPlaces();
const layout = {
  method: 'umap',
  space: 'drawn',
  madeAt: '2026-01-01T00:00:00.000Z',
  trustworthiness: null,
  points: { ids: places.x.map((_, at) => `p${at}`), ...places },
  placed: 0,
};
const colours = {
  madeAt: layout.madeAt,
  scale: {
    kind: 'values',
    values: Array.from({ length: 10 }, (_, at) => ({ value: `v${at}`, count: count / 10 })),
    codes: places.x.map((_, at) => at % 10),
  },
};

say(`lasso, the search alone: ${timeSearch().toFixed(1)} ms`);

const host = await startHost(12);
const browser = await startBrowser();
try {
  const { page } = await openWindow({ browser, host });
  for (const [call, value] of [
    ['map.layout', layout],
    ['map.colours', colours],
  ] as const) {
    await page.route(`**/api/${call}`, (route) => route.fulfill({ json: { ok: true, value } }));
  }
  await page.getByRole('link', { name: 'Map' }).click();
  const plot = page.getByRole('application');
  await plot.waitFor();
  await page.getByRole('region', { name: 'Legend' }).waitFor();
  const area = await plot.boundingBox();
  if (area === null) throw new Error('The map has no place in the window.');

  const rates: { ours: number; bare: number }[] = [];
  for (let round = 0; round < 3; round++) {
    rates.push({ ours: await framesWhileMoved(page, area), bare: await framesOfBareLoop(page) });
  }
  const share = rates.map(({ ours, bare }) => ours / bare).sort((one, other) => one - other)[1] ?? 0;
  const ofRuns = (rate: 'ours' | 'bare') => rates.map((each) => each[rate].toFixed(1)).join(', ');
  say(`moved, frames a second: ${ofRuns('ours')}; bare WebGL: ${ofRuns('bare')}; ratio ${share.toFixed(2)}`);

  const lassos: number[] = [];
  await page.keyboard.press('l');
  for (let round = 0; round < 5; round++) lassos.push(await timeLasso(page, area));
  say(
    `lasso, from letting go to the selection on screen: ${lassos.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`,
  );
} finally {
  await browser.close();
  await host.stop();
}

/** The median of what the thread computes, here. */
function timeSearch(): number {
  const points = { x: Uint16Array.from(places.x), y: Uint16Array.from(places.y) };
  const shown = new Uint8Array(count).fill(1);
  const outline = Array.from({ length: 120 }, (_, step) => {
    const [x, y] = wavy((step / 120) * 2 * Math.PI);
    return { x: 32_768 * (1 + x), y: 32_768 * (1 + y) };
  });
  const times = Array.from({ length: 21 }, () => {
    const start = performance.now();
    insideOutline(points, shown, outline);
    return performance.now() - start;
  });
  return times.sort((one, other) => one - other)[10] ?? Number.NaN;
}

/** A lasso as a hand draws it, around the middle; as shares of half an edge. */
function wavy(turn: number): readonly [number, number] {
  const radius = 0.7 * (1 + 0.2 * Math.sin(9 * turn));
  return [radius * Math.cos(turn), radius * Math.sin(turn)];
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The pointer is held by the browser's own press; its moves come once a frame. */
async function framesWhileMoved(page: Page, area: Area): Promise<number> {
  await page.mouse.move(area.x + area.width / 2, area.y + area.height / 2);
  await page.mouse.down();
  const frames = await page.evaluate(
    ({ middleX, middleY, ms }) =>
      new Promise<number>((resolve) => {
        const plot = document.querySelector('.map-plot');
        const start = performance.now();
        let drawn = 0;
        requestAnimationFrame(function next(now) {
          drawn += 1;
          const at = {
            clientX: middleX + 60 * Math.sin(drawn / 9),
            clientY: middleY + 40 * Math.cos(drawn / 7),
          };
          plot?.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerId: 1, ...at }));
          if (now - start < ms) requestAnimationFrame(next);
          else resolve((1000 * drawn) / (now - start));
        });
      }),
    { middleX: area.x + area.width / 2, middleY: area.y + area.height / 2, ms: movedMs },
  );
  await page.mouse.up();
  return frames;
}

/** Round points of one colour, no more: what WebGL can do here. */
function framesOfBareLoop(page: Page): Promise<number> {
  return page.evaluate(
    ({ xs, ys, ms }) =>
      new Promise<number>((resolve) => {
        const ours = document.querySelector<HTMLCanvasElement>('.map-plot canvas');
        const canvas = document.createElement('canvas');
        canvas.width = ours?.width ?? 800;
        canvas.height = ours?.height ?? 600;
        // In sight, else the browser draws it in its own time.
        canvas.style.position = 'fixed';
        canvas.style.inset = '0 auto auto 0';
        canvas.style.zIndex = '99';
        document.body.append(canvas);
        const gl = canvas.getContext('webgl2', { antialias: false, depth: false });
        if (gl === null) throw new Error('There is no WebGL2 here.');
        const program = gl.createProgram();
        const vertex =
          '#version 300 es\nin vec2 place; uniform vec2 shift;\nvoid main() { gl_Position = vec4(place / 32768.0 - 1.0 + shift, 0.0, 1.0); gl_PointSize = 2.5; }';
        const fragment =
          '#version 300 es\nprecision mediump float; out vec4 colour;\nvoid main() { if (length(gl_PointCoord - 0.5) > 0.5) discard; colour = vec4(0.1, 0.4, 0.7, 1.0); }';
        for (const [kind, source] of [
          [gl.VERTEX_SHADER, vertex],
          [gl.FRAGMENT_SHADER, fragment],
        ] as const) {
          const shader = gl.createShader(kind);
          if (shader === null) throw new Error('No shader.');
          gl.shaderSource(shader, source);
          gl.compileShader(shader);
          gl.attachShader(program, shader);
        }
        gl.linkProgram(program);
        gl.useProgram(program);
        const pairs = new Uint16Array(2 * xs.length);
        for (const [at, x] of xs.entries()) pairs.set([x, ys[at] ?? 0], 2 * at);
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        gl.bufferData(gl.ARRAY_BUFFER, pairs, gl.STATIC_DRAW);
        gl.enableVertexAttribArray(0);
        gl.vertexAttribPointer(0, 2, gl.UNSIGNED_SHORT, false, 0, 0);
        const shift = gl.getUniformLocation(program, 'shift');
        const start = performance.now();
        let drawn = 0;
        requestAnimationFrame(function next(now) {
          drawn += 1;
          gl.clearColor(0.9, 0.9, 0.9, 1);
          gl.clear(gl.COLOR_BUFFER_BIT);
          gl.uniform2f(shift, 0.1 * Math.sin(drawn / 9), 0.1 * Math.cos(drawn / 7));
          gl.drawArrays(gl.POINTS, 0, xs.length);
          if (now - start < ms) requestAnimationFrame(next);
          else {
            canvas.remove();
            resolve((1000 * drawn) / (now - start));
          }
        });
      }),
    { xs: places.x, ys: places.y, ms: movedMs },
  );
}

/** Milliseconds from letting go to the selection on screen. */
async function timeLasso(page: Page, area: Area): Promise<number> {
  const at = (turn: number) => {
    const [x, y] = wavy(turn);
    const half = area.height / 2;
    return [area.x + area.width / 2 + half * x, area.y + half + half * y] as const;
  };
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let step = 1; step < 120; step++) await page.mouse.move(...at((step / 120) * 2 * Math.PI));
  await page.evaluate(() => {
    const told: { from: number; shown: number } = { from: 0, shown: 0 };
    Object.assign(window, { lasso: told });
    const letGo = () => {
      told.from = performance.now();
    };
    window.addEventListener('pointerup', letGo, { capture: true, once: true });
    const status = document.querySelector('.status-bar-main');
    const seen = new MutationObserver(() => {
      told.shown = performance.now();
      seen.disconnect();
    });
    if (status !== null) seen.observe(status, { childList: true, characterData: true, subtree: true });
  });
  await page.mouse.up();
  const taken = await page.waitForFunction(() => {
    const { lasso } = window as unknown as { lasso: { from: number; shown: number } };
    return lasso.shown > 0 ? lasso.shown - lasso.from : null;
  });
  const ms = (await taken.jsonValue()) ?? Number.NaN;
  await page.getByRole('button', { name: 'Clear selection' }).click();
  return ms;
}
