/** Watches, caps, sunglasses and belts. */
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

const metals = ['#cfd2d6', '#d3b06a', '#c9937a', '#54575c'] as const;

export function drawWatch(look: Look): Figure {
  const { random, colour, accent } = look;
  const metal = random.pick(metals);
  const isBracelet = random.chance(0.4);
  const dial = random.chance(0.5) ? colour.dark : random.pick(['#f6f4ee', '#17181b', '#e9e3d5', '#1f2d44']);
  const ink =
    ['#f6f4ee', '#e9e3d5'].includes(dial) || (dial === colour.dark && colour.isPale) ? '#2b2b2e' : '#f3f1ea';
  const radius = random.between(84, 96);
  const [cx, cy] = [130, 260];
  const width = random.between(56, 70);
  const strapPath = (end: number, lean: number) =>
    `M${cx - width},${cy} L${cx - width * 0.66 + lean},${end} Q${cx},${end + (end > cy ? 12 : -12)} ${cx + width * 0.66 + lean},${end} L${cx + width},${cy} Z`;
  const strapPaint = isBracelet ? metal : colour.base;
  const strap = (end: number) =>
    glossyPiece(strapPath(end, 0), strapPaint, isBracelet ? '#0007' : colour.line);
  const links: string[] = [];
  if (isBracelet) {
    for (let y = 34; y < 500; y += 17) {
      const half = width * (1 - (0.34 * Math.abs(y - cy)) / 244) - 2;
      links.push(stroke(`M${cx - half},${y} Q${cx},${y + 5} ${cx + half},${y}`, '#0005', 2.2));
    }
    links.push(stroke(`M${cx - 22},24 V500 M${cx + 22},24 V500`, '#0004', 2));
  } else {
    links.push(
      seam(
        `M${cx - width * 0.55},30 L${cx - width * 0.84},${cy - 60} M${cx + width * 0.55},30 L${cx + width * 0.84},${cy - 60}`,
        colour.light,
      ),
    );
    for (const y of [400, 424, 448, 472]) links.push(`<circle cx="${cx}" cy="${y}" r="4.4" fill="#0008"/>`);
    links.push(
      `<rect x="${cx - 44}" y="6" width="88" height="22" rx="5" fill="none" stroke="${metal}" stroke-width="6"/>`,
    );
  }
  const marks: string[] = [];
  for (let hour = 0; hour < 12; hour += 1) {
    const length = hour % 3 === 0 ? 18 : 10;
    marks.push(
      `<rect x="${cx - 2}" y="${cy - radius + 19}" width="${hour % 3 === 0 ? 5 : 3.4}" height="${length}" fill="${ink}" transform="rotate(${hour * 30} ${cx} ${cy})"/>`,
    );
  }
  const hand = (angle: number, length: number, thickness: number, paint: string) =>
    `<rect x="${cx - thickness / 2}" y="${cy - length}" width="${thickness}" height="${length + 12}" rx="${thickness / 2}" fill="${paint}" transform="rotate(${angle} ${cx} ${cy})"/>`;
  const chronograph = random.chance(0.35)
    ? [
        [-32, 0],
        [32, 0],
        [0, 34],
      ]
        .map(
          ([x = 0, y = 0]) =>
            `<circle cx="${cx + x}" cy="${cy + y}" r="17" fill="none" stroke="${ink}" stroke-opacity="0.55" stroke-width="2"/>`,
        )
        .join('')
    : '';
  return {
    width: 260,
    height: 520,
    isStanding: false,
    body:
      strap(16) +
      strap(504) +
      links.join('') +
      `<rect x="${cx + radius + 4}" y="${cy - 10}" width="16" height="20" rx="4" fill="${metal}" stroke="#0006"/>` +
      `<circle cx="${cx}" cy="${cy}" r="${radius + 10}" fill="${metal}" stroke="#0006" stroke-width="1.4"/>` +
      `<circle cx="${cx}" cy="${cy}" r="${radius + 10}" fill="url(#sheen)"/>` +
      `<circle cx="${cx}" cy="${cy}" r="${radius - 4}" fill="${dial}" stroke="#0007" stroke-width="2.5"/>` +
      marks.join('') +
      chronograph +
      hand(random.between(290, 320), radius * 0.5, 7, ink) +
      hand(random.between(40, 80), radius * 0.74, 5, ink) +
      hand(random.between(100, 250), radius * 0.78, 2, accent.base) +
      `<circle cx="${cx}" cy="${cy}" r="6" fill="${ink}"/>` +
      `<path d="M${cx - radius * 0.7},${cy - radius * 0.55} Q${cx},${cy - radius * 1.25} ${cx + radius * 0.7},${cy - radius * 0.55} Q${cx},${cy - radius * 0.72} ${cx - radius * 0.7},${cy - radius * 0.55} Z" fill="#fff" opacity="0.16"/>`,
  };
}

export function drawCap(look: Look): Figure {
  const { random, colour, accent, fabric } = look;
  const dome = 'M50,212 C42,96 112,32 214,30 C318,30 372,104 374,212 Q212,176 50,212 Z';
  const visor =
    'M158,204 Q272,172 374,200 Q452,222 474,268 Q476,280 462,276 Q350,222 214,236 Q164,236 158,204 Z';
  const under = 'M186,238 Q330,218 462,276 Q380,262 300,262 Q220,264 186,238 Z';
  const visorPaint = random.chance(0.45) ? accent.base : colour.dark;
  const badge = random.pick([
    (): string =>
      `<circle cx="258" cy="128" r="30" fill="${accent.base}"/><path d="M242,138 L258,104 L274,138 Z" fill="${accent.light}"/>`,
    (): string =>
      `<rect x="214" y="112" width="90" height="34" rx="5" fill="${accent.base}"/><rect x="228" y="122" width="62" height="5" fill="${accent.light}"/><rect x="236" y="132" width="46" height="5" fill="${accent.light}"/>`,
    (): string =>
      stroke('M226,146 L244,106 L262,146 L280,106 L298,146', accent.base, 9, 'stroke-linejoin="round"'),
    (): string => '',
  ])();
  return {
    width: 500,
    height: 300,
    isStanding: true,
    body:
      path(under, 'fill="#000" opacity="0.35"') +
      piece(dome, fabric.paint, colour.line) +
      creases(dome, [
        { from: [110, 190], to: [136, 80], bend: -18, width: 10 },
        { from: [334, 186], to: [310, 80], bend: 18, width: 8 },
      ]) +
      seam('M208,32 Q176,100 172,190', colour.line, 2) +
      seam('M216,32 Q330,70 338,186', colour.line, 2) +
      seam('M206,32 Q92,80 84,200', colour.line, 2) +
      badge +
      `<circle cx="118" cy="118" r="4" fill="#0006"/><circle cx="150" cy="84" r="4" fill="#0006"/>` +
      piece('M194,34 Q212,16 232,34 Q212,42 194,34 Z', visorPaint, colour.line) +
      piece(visor, visorPaint, colour.line) +
      seam('M180,222 Q290,194 400,226 M196,230 Q300,206 432,250', colour.line),
  };
}

export function drawSunglasses(look: Look): Figure {
  const { random, colour, accent } = look;
  const metal = random.pick(metals);
  const tint = random.pick([
    ['#1c1d20', '#4a4d52'],
    ['#3b2a1c', '#9a7450'],
    ['#20352c', '#6d8c78'],
    [accent.dark, accent.light],
  ] as const);
  const lenses = [
    'M52,96 Q120,78 196,96 Q208,100 206,120 Q200,196 136,204 Q66,204 50,128 Q46,100 52,96 Z',
    'M48,92 H200 Q210,92 208,108 L198,180 Q194,196 176,196 H84 Q62,196 56,178 L42,108 Q40,92 48,92 Z',
    'M128,78 A64,64 0 1 1 127.9,78 Z',
    'M36,84 Q120,70 206,98 Q214,170 164,190 Q92,206 60,150 Q48,120 36,84 Z',
  ] as const;
  const lens = random.pick(lenses);
  const isWire = random.chance(0.35);
  const rim = isWire ? metal : colour.base;
  const one =
    path(
      lens,
      `fill="url(#tint)" stroke="${rim}" stroke-width="${isWire ? 6 : 15}" stroke-linejoin="round"`,
    ) +
    (isWire ? '' : path(lens, `fill="none" stroke="${colour.light}" stroke-width="2" opacity="0.6"`)) +
    path('M76,104 L112,98 L84,164 Q70,140 76,104 Z', 'fill="#fff" opacity="0.2"');
  // Folded behind the lenses, which let it shine through.
  const arm =
    stroke('M40,100 Q52,78 104,76 Q210,78 330,118', isWire ? metal : colour.dark, isWire ? 5 : 11) +
    path('M34,88 h22 v26 q-16,4 -22,-6 Z', `fill="${rim}"`);
  const bridge = isWire
    ? stroke('M206,108 Q238,88 270,108 M204,124 Q238,112 272,124', metal, 5)
    : stroke('M204,112 Q238,92 272,112', colour.base, 14);
  return {
    width: 476,
    height: 224,
    isStanding: true,
    body:
      `<linearGradient id="tint" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${tint[0]}" stop-opacity="0.96"/><stop offset="1" stop-color="${tint[1]}" stop-opacity="0.82"/></linearGradient>` +
      arm +
      mirrored(arm, 476) +
      bridge +
      one +
      mirrored(one, 476),
  };
}

export function drawBelt(look: Look): Figure {
  const { random, colour } = look;
  const metal = random.pick(metals);
  const band = random.between(50, 66);
  const thread = random.chance(0.5) ? colour.light : colour.line;
  const far = `M36,150 C36,60 120,26 240,26 C360,26 444,60 444,150 L444,${150 + band * 0.7} C430,${104 + band} 350,${74 + band} 240,${74 + band} C130,${74 + band} 50,${104 + band} 36,${150 + band * 0.7} Z`;
  const near = `M36,150 C50,238 150,262 250,262 C350,262 432,236 444,150 L446,${150 + band} C436,${246 + band} 350,${270 + band} 246,${270 + band} C140,${270 + band} 44,${246 + band} 34,${150 + band} Z`;
  const [bx, by] = [214, 262 - 10];
  const tail = `M${bx + 30},${by + 2} C${bx + 110},${by - 2} ${bx + 170},${by - 24} ${bx + 196},${by - 50} L${bx + 206},${by - 50 + band * 0.9} C${bx + 170},${by - 20 + band} ${bx + 110},${by + 6 + band} ${bx + 30},${by + 8 + band} Z`;
  const holes = [70, 100, 130].map(
    (x, n) => `<ellipse cx="${bx + x}" cy="${by + band * 0.52 - n * 3}" rx="4.6" ry="5" fill="#0009"/>`,
  );
  return {
    width: 480,
    height: 360,
    isStanding: true,
    body:
      path(far, `fill="${colour.inside}" stroke="${colour.line}"`) +
      glossyPiece(near, look.fabric.paint, colour.line) +
      seam(`M42,170 C60,250 150,274 250,274 C350,274 424,250 440,170`, thread) +
      seam(
        `M40,${136 + band} C60,${230 + band} 150,${258 + band} 246,${258 + band} C346,${258 + band} 424,${232 + band} 440,${136 + band}`,
        thread,
      ) +
      glossyPiece(tail, colour.base, colour.line) +
      holes.join('') +
      `<rect x="${bx - 32}" y="${by - 12}" width="76" height="${band + 28}" rx="12" fill="none" stroke="#0005" stroke-width="13" transform="translate(2 4)"/>` +
      `<rect x="${bx - 32}" y="${by - 12}" width="76" height="${band + 28}" rx="12" fill="none" stroke="${metal}" stroke-width="12"/>` +
      stroke(`M${bx - 30},${by + band * 0.55} h70`, metal, 8),
  };
}
