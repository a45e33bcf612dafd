/** Draws the points on the graphics card: one call, whatever their number. Libraries for this make functions from text, which the page may not. */
import type { Painter, Rgb } from './painter.ts';
import { hasFocus, isLit, isSelected, isShown, type PointStates } from './pointStates.ts';

const vertexSource = `#version 300 es
in vec2 place;
in uint slot;
in uint state;
uniform vec2 middle;
uniform vec2 clipPerUnit;
uniform float pointPx;
uniform float ratio;
uniform bool hasPictures;
uniform sampler2D palette;
uniform vec3 hiddenColour;
uniform bool hasSelection;
uniform vec3 focusColour;
uniform vec3 litColour;
flat out vec4 fill;
flat out vec3 ring;
flat out float radius;
flat out float ringPx;

void main() {
  bool shown = (state & ${isShown}u) != 0u;
  bool lit = (state & ${isLit}u) != 0u;
  bool selected = (state & ${isSelected}u) != 0u;
  bool focused = (state & ${hasFocus}u) != 0u;
  gl_Position = vec4((place - middle) * clipPerUnit, 0.0, 1.0);
  if (hasPictures && shown) gl_Position.x = 2.0;
  float wide = focused ? max(pointPx * 2.2, 14.0) : lit ? max(pointPx * 1.8, 10.0) : selected ? max(pointPx * 1.2, 5.0) : pointPx;
  gl_PointSize = wide * ratio;
  radius = gl_PointSize * 0.5;
  ringPx = focused ? 3.0 * ratio : lit ? 2.0 * ratio : 0.0;
  ring = focused ? focusColour : litColour;
  float strength = hasSelection && !selected && !lit && !focused ? 0.2 : 0.9;
  fill = shown ? vec4(texelFetch(palette, ivec2(int(slot), 0), 0).rgb, strength) : vec4(hiddenColour, 0.35);
}`;

const fragmentSource = `#version 300 es
precision mediump float;
flat in vec4 fill;
flat in vec3 ring;
flat in float radius;
flat in float ringPx;
out vec4 colour;

void main() {
  float far = length(gl_PointCoord - 0.5) * radius * 2.0;
  float edge = clamp(radius - far, 0.0, 1.0);
  float inRing = ringPx > 0.0 ? clamp(far - radius + ringPx + 0.5, 0.0, 1.0) : 0.0;
  vec4 seen = mix(fill, vec4(ring, 1.0), inRing);
  colour = vec4(seen.rgb, 1.0) * seen.a * edge;
}`;

export function createWebglPainter(gl: WebGL2RenderingContext): Painter {
  const program = linkProgram(gl);
  const array = gl.createVertexArray();
  const [places, slots, states, order] = [0, 1, 2, 3].map(() => gl.createBuffer());
  const palette = gl.createTexture();
  const uniformOf = (name: string) => gl.getUniformLocation(program, name);
  const uniforms = {
    middle: uniformOf('middle'),
    clipPerUnit: uniformOf('clipPerUnit'),
    pointPx: uniformOf('pointPx'),
    ratio: uniformOf('ratio'),
    hasPictures: uniformOf('hasPictures'),
    hidden: uniformOf('hiddenColour'),
    hasSelection: uniformOf('hasSelection'),
    focus: uniformOf('focusColour'),
    lit: uniformOf('litColour'),
  };
  let count = 0;
  let ends: PointStates['ends'] = { hidden: 0, shown: 0 };

  // biome-ignore lint/correctness/useHookAtTopLevel: the graphics card's call, no hook of React.
  gl.useProgram(program);
  gl.bindVertexArray(array);
  readFrom(places ?? null, 'place', (at) => gl.vertexAttribPointer(at, 2, gl.UNSIGNED_SHORT, false, 0, 0));
  readFrom(slots ?? null, 'slot', (at) => gl.vertexAttribIPointer(at, 1, gl.UNSIGNED_BYTE, 0, 0));
  readFrom(states ?? null, 'state', (at) => gl.vertexAttribIPointer(at, 1, gl.UNSIGNED_BYTE, 0, 0));
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, order ?? null);
  gl.bindTexture(gl.TEXTURE_2D, palette);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);

  function readFrom(buffer: WebGLBuffer | null, name: string, point: (at: number) => void): void {
    const at = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(at);
    point(at);
  }

  function fill(buffer: WebGLBuffer | null | undefined, data: AllowSharedBufferSource): void {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer ?? null);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
  }

  const setColour = (at: WebGLUniformLocation | null, [red, green, blue]: Rgb) =>
    gl.uniform3f(at, red / 255, green / 255, blue / 255);

  return {
    setPoints({ x, y }) {
      const pairs = new Uint16Array(2 * x.length);
      for (let index = 0; index < x.length; index++) {
        pairs[2 * index] = x[index] ?? 0;
        pairs[2 * index + 1] = y[index] ?? 0;
      }
      fill(places, pairs);
    },
    setSlots(slotOf) {
      fill(slots, Uint8Array.from(slotOf));
    },
    setStates(next) {
      fill(states, next.states);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, next.order, gl.STATIC_DRAW);
      count = next.order.length;
      ends = next.ends;
    },
    setColours(colours) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, colours.palette);
      setColour(uniforms.hidden, colours.hidden);
      setColour(uniforms.focus, colours.focus);
      setColour(uniforms.lit, colours.lit);
    },
    draw({ camera, size, ratio, pointPx, hasPictures, hasSelection }) {
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(uniforms.middle, camera.x, camera.y);
      gl.uniform2f(
        uniforms.clipPerUnit,
        2 / (camera.unitsPerPx * size.width),
        -2 / (camera.unitsPerPx * size.height),
      );
      gl.uniform1f(uniforms.pointPx, pointPx);
      gl.uniform1f(uniforms.ratio, ratio);
      gl.uniform1i(uniforms.hasPictures, hasPictures ? 1 : 0);
      gl.uniform1i(uniforms.hasSelection, hasSelection ? 1 : 0);
      const back = hasSelection ? ends.shown : ends.hidden;
      // What steps back stays faint however many lie over each other: laid on each other they would be as strong as what is selected.
      gl.blendEquation(gl.MAX);
      gl.drawElements(gl.POINTS, back, gl.UNSIGNED_INT, 0);
      gl.blendEquation(gl.FUNC_ADD);
      gl.drawElements(gl.POINTS, count - back, gl.UNSIGNED_INT, back * Uint32Array.BYTES_PER_ELEMENT);
    },
    dispose() {
      for (const buffer of [places, slots, states, order]) gl.deleteBuffer(buffer ?? null);
      gl.deleteTexture(palette);
      gl.deleteVertexArray(array);
      gl.deleteProgram(program);
    },
  };
}

/** A program that cannot be linked belongs to a context that was lost: it draws nothing until it is back. */
function linkProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) === false && !gl.isContextLost()) {
    throw new Error(`The points cannot be drawn: ${gl.getProgramInfoLog(program) ?? ''}`);
  }
  return program;
}
