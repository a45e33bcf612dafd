/** Shoes from the side, sandals from above. */
import {
  creases,
  type Figure,
  glossyPiece,
  type Look,
  mirrored,
  path,
  piece,
  seam,
  stroke,
} from './figure.ts';

/** A shoe and, behind it, its other half: a little higher, a little darker. */
function pair(shoe: string, width: number, height: number): Figure {
  const behind = `<g transform="translate(34 4) scale(0.94)"><g>${shoe}</g></g>`;
  return {
    width: width + 20,
    height: height + 30,
    isStanding: true,
    body: `<g>${behind}<g opacity="0.16"></g></g><g transform="translate(0 30)">${shoe}</g>`,
  };
}

function laces(
  from: readonly [number, number],
  to: readonly [number, number],
  count: number,
  colour: string,
): string {
  const rows: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const t = (at + 0.5) / count;
    const [x, y] = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
    rows.push(
      stroke(`M${x - 7},${y + 13} Q${x + 1},${y + 4} ${x + 8},${y - 2}`, '#0004', 6),
      stroke(`M${x - 7},${y + 11} Q${x + 1},${y + 2} ${x + 8},${y - 4}`, colour, 4.6),
    );
  }
  return rows.join('');
}

export function drawSneaker(look: Look): Figure {
  const { random, colour, accent, fabric } = look;
  const isHigh = random.chance(0.25);
  const lift = isHigh ? 46 : 0;
  const top = 78 - lift;
  const upper =
    `M34,190 C26,150 30,${top + 40} 46,${top} Q58,${top - 12} 70,${top + 2} Q104,${top + 26} 142,${top - 10} L160,${top - 22} Q170,${top - 26} 178,${top - 16} ` +
    `L292,138 Q352,146 384,164 Q404,178 402,196 L34,196 Z`;
  const inside = `M48,${top} Q58,${top - 12} 70,${top + 2} Q104,${top + 26} 142,${top - 10} L160,${top - 22} Q104,${top - 8} 48,${top} Z`;
  const toe = 'M318,142 Q366,148 388,166 Q404,180 402,196 L316,196 Q296,168 318,142 Z';
  const heel = `M34,190 C26,150 30,${top + 40} 46,${top} L66,${top + 2} Q60,150 78,196 L34,196 Z`;
  const soleColour = random.pick(['#f4f2ec', '#f4f2ec', '#e8dcc4', '#2b2b2e', '#c78f5a']);
  const sole =
    'M28,186 Q110,194 210,192 Q330,190 404,184 Q414,202 398,216 Q392,221 380,221 L46,221 Q30,221 26,206 Z';
  const contrast = random.chance(0.5) ? accent.base : colour.dark;
  const stripes = random.pick([
    (): string =>
      stroke('M168,186 Q210,150 262,132', accent.base, 11) +
      stroke('M198,188 Q234,160 280,142', accent.base, 6),
    (): string =>
      path(
        'M120,176 Q190,188 272,130 Q210,150 190,148 Q168,148 176,128 Q140,150 120,176 Z',
        `fill="${accent.base}"`,
      ),
    (): string => stroke('M156,120 L196,188 M184,112 L228,188 M212,118 L258,186', accent.base, 8),
    (): string =>
      `<circle cx="112" cy="${128 - lift * 0.3}" r="22" fill="#fff" opacity="0.9"/><circle cx="112" cy="${128 - lift * 0.3}" r="15" fill="${accent.base}"/>`,
    (): string => '',
  ])();
  const shoe =
    path(inside, `fill="${colour.inside}"`) +
    piece(upper, fabric.paint, colour.line) +
    creases(upper, [
      { from: [280, 150], to: [262, 186], bend: 8, width: 5 },
      { from: [304, 150], to: [288, 190], bend: 8, width: 4 },
    ]) +
    piece(heel, contrast, colour.line) +
    stripes +
    (random.chance(0.6)
      ? piece(toe, random.chance(0.5) ? soleColour : contrast, colour.line)
      : seam('M318,146 Q298,168 318,192', colour.line)) +
    path(`M160,${top - 22} L292,138 L270,150 L150,${top + 8} Z`, `fill="${colour.dark}" opacity="0.85"`) +
    laces([166, top - 6], [274, 134], isHigh ? 6 : 4, random.chance(0.7) ? '#f6f4ef' : accent.light) +
    glossyPiece(sole, soleColour, '#00000066') +
    stroke('M32,205 Q200,212 402,201', random.chance(0.4) ? accent.base : '#0002', 3);
  return pair(shoe, 420, 226);
}

export function drawSportsShoe(look: Look): Figure {
  const { random, colour, accent } = look;
  const upper =
    'M40,176 C24,140 30,92 52,70 Q66,60 76,74 Q104,104 148,78 L166,62 Q176,58 184,68 L288,130 Q352,134 396,164 Q412,176 410,186 L40,190 Z';
  const inside = 'M52,70 Q66,60 76,74 Q104,104 148,78 L166,62 Q104,70 52,70 Z';
  const sole =
    'M28,172 Q60,186 120,184 Q250,190 412,176 Q428,190 408,206 Q330,222 236,214 Q120,224 46,222 Q22,214 28,172 Z';
  const mesh = look.fabric.pattern === 'solid' ? path(upper, 'fill="url(#mesh)" opacity="0.5"') : '';
  const swoops = random.pick([
    (): string => path('M92,176 Q170,180 262,118 L288,130 Q200,188 120,186 Z', `fill="${accent.base}"`),
    (): string =>
      path(
        'M130,96 L166,180 L196,182 L160,80 Z M186,84 L222,182 L246,180 L206,92 Z',
        `fill="${accent.base}"`,
      ),
    (): string =>
      path(
        'M36,150 Q120,166 180,130 Q240,110 300,136 Q240,130 190,152 Q120,186 42,176 Z',
        `fill="${accent.base}"`,
      ),
  ])();
  const shoe =
    path(inside, `fill="${colour.inside}"`) +
    piece(upper, look.fabric.paint, colour.line) +
    mesh +
    swoops +
    piece(
      'M338,140 Q376,148 396,164 Q412,176 410,186 L348,188 Q326,164 338,140 Z',
      colour.dark,
      colour.line,
    ) +
    path('M166,62 Q176,58 184,68 L288,130 L268,146 L152,90 Z', `fill="${colour.inside}" opacity="0.8"`) +
    laces([168, 80], [266, 132], 5, random.chance(0.5) ? '#f6f4ef' : accent.light) +
    glossyPiece(sole, random.chance(0.75) ? '#f3f3f1' : accent.light, '#00000066') +
    path('M30,196 Q70,206 130,202 Q120,222 46,222 Q30,218 30,196 Z', `fill="${accent.base}" opacity="0.9"`) +
    stroke('M60,216 Q240,226 404,202', '#0004', 4, 'stroke-dasharray="14 5"');
  return pair(shoe, 430, 228);
}

export function drawFormalShoe(look: Look): Figure {
  const { random, colour } = look;
  const upper =
    'M36,184 C28,150 34,110 50,88 Q58,80 70,88 Q110,110 150,92 Q176,78 190,92 Q220,130 290,144 Q380,156 404,178 Q410,188 408,194 L36,194 Z';
  const inside = 'M50,88 Q58,80 70,88 Q110,110 150,92 Q176,78 186,88 Q110,78 50,88 Z';
  const isLaced = random.chance(0.6);
  const shoe =
    path(inside, `fill="${colour.inside}"`) +
    glossyPiece(upper, colour.base, colour.line) +
    seam('M288,146 Q262,166 276,194', colour.line) +
    seam('M294,148 Q270,168 284,194', colour.line) +
    stroke('M92,104 Q90,150 118,192', colour.line, 1.6, 'opacity="0.7"') +
    (isLaced
      ? path(
          'M150,92 Q176,78 190,92 Q210,120 244,134 L206,172 Q166,150 150,92 Z',
          `fill="${colour.dark}" opacity="0.6"`,
        ) + laces([168, 104], [222, 138], 4, colour.inside)
      : path(
          'M158,90 Q220,110 250,140 Q244,170 214,190 L182,190 Q178,140 158,90 Z',
          `fill="${colour.dark}" opacity="0.7"`,
        ) +
        '<rect x="196" y="136" width="34" height="17" rx="4" fill="none" stroke="#c9a557" stroke-width="4" transform="rotate(28 213 144)"/>') +
    glossyPiece(
      'M32,190 H410 Q412,202 398,206 L120,206 L116,226 L40,226 Q30,210 32,190 Z',
      random.pick(['#2a2422', '#3c2a1e', '#6a452b']),
      '#000',
    );
  return pair(shoe, 420, 232);
}

export function drawHeel(look: Look): Figure {
  const { random, colour, accent } = look;
  const isBlock = random.chance(0.4);
  const upper =
    'M50,60 Q64,46 82,60 C112,124 204,148 266,140 Q330,158 400,208 Q404,218 388,219 L274,219 Q206,216 152,160 Q110,140 60,142 Q40,104 50,60 Z';
  const lining = 'M58,56 Q72,50 82,60 C112,124 204,148 266,140 C214,128 116,110 58,56 Z';
  const sole =
    'M60,142 Q110,140 152,160 Q206,216 274,219 L388,219 Q400,219 400,212 L402,221 Q396,226 384,226 L268,226 Q196,222 142,168 Q104,150 62,150 Z';
  const spike = isBlock
    ? 'M60,140 L122,148 Q112,190 112,226 L64,226 Q66,180 60,140 Z'
    : 'M60,140 L104,146 Q84,184 82,226 L68,226 Q70,180 60,140 Z';
  const strap = random.chance(0.45)
    ? stroke('M56,76 Q110,40 176,66', '#0003', 11) +
      stroke('M56,74 Q110,38 176,64', colour.base, 9) +
      '<rect x="148" y="48" width="16" height="15" rx="3" fill="none" stroke="#d4b26a" stroke-width="3.4" transform="rotate(18 156 56)"/>'
    : '';
  const bow = random.chance(0.3)
    ? path(
        'M300,156 q-30,-30 -36,-4 q4,22 36,4 q30,-16 36,8 q-6,22 -36,-4 Z',
        `fill="${accent.base}" stroke="${accent.line}" stroke-width="1.2"`,
      )
    : '';
  const shoe =
    path(lining, 'fill="#d8bfa0"') +
    glossyPiece(spike, isBlock ? colour.dark : colour.base, colour.line) +
    glossyPiece(upper, look.fabric.paint, colour.line) +
    path(lining, 'fill="#d2b898" stroke="#0002"') +
    path(sole, `fill="${random.chance(0.4) ? 'hsl(352,70%,36%)' : '#2c2523'}"`) +
    strap +
    bow;
  return pair(shoe, 420, 232);
}

const solePath =
  'M70,22 C118,16 138,70 130,140 C124,190 132,236 128,300 C124,360 104,392 72,392 C40,392 22,356 24,300 C26,236 14,190 10,140 C6,70 26,28 70,22 Z';

export function drawSandal(look: Look): Figure {
  const { random, colour, accent } = look;
  const footbed = random.pick(['#d9b48a', '#caa178', colour.light, '#3b3533']);
  const isFlipFlop = random.chance(0.45);
  const footbedPath =
    'M70,32 C108,28 126,74 119,142 C113,190 121,238 118,298 C114,350 98,382 72,382 C46,382 32,350 34,298 C36,238 25,190 21,142 C16,74 34,38 70,32 Z';
  const band = (d: string) =>
    stroke(d, '#0004', 30, 'transform="translate(2 6)"') +
    stroke(d, colour.line, 31) +
    stroke(d, look.fabric.pattern === 'solid' ? colour.base : accent.base, 28) +
    stroke(d, '#fff', 8, 'opacity="0.14" transform="translate(-1 -7)"');
  const straps = isFlipFlop
    ? stroke('M62,84 Q24,130 16,196 M62,84 Q112,120 126,200', '#0004', 17, 'transform="translate(2 5)"') +
      stroke('M62,84 Q24,130 16,196 M62,84 Q112,120 126,200', colour.base, 15) +
      `<circle cx="62" cy="84" r="8.5" fill="${accent.base}"/>`
    : random.pick([
        (): string => band('M14,112 Q66,66 128,118') + band('M22,196 Q70,152 124,200'),
        (): string => band('M12,100 Q80,116 126,190') + band('M128,104 Q60,118 18,190'),
        (): string =>
          band('M12,128 Q68,72 130,132') +
          band('M34,320 Q72,286 116,320') +
          '<rect x="94" y="288" width="20" height="20" rx="3" fill="none" stroke="#c9ac6a" stroke-width="4"/>',
      ])();
  const one =
    piece(solePath, colour.dark, colour.line) +
    path(footbedPath, `fill="${footbed}"`) +
    path(footbedPath, 'fill="url(#across)"') +
    `<ellipse cx="76" cy="330" rx="26" ry="36" fill="#000" opacity="0.09"/><ellipse cx="68" cy="110" rx="34" ry="48" fill="#000" opacity="0.06"/>` +
    straps;
  const turn = random.between(2, 9);
  return {
    width: 330,
    height: 420,
    isStanding: false,
    body: `<g transform="rotate(${-turn} 70 200) translate(8 6)">${one}</g><g transform="translate(176 6) rotate(${turn} 70 200)">${mirrored(one, 140)}</g>`,
  };
}
