/** Scarves, ties and socks. */
import { creases, type Figure, type Look, path, piece, stroke } from './figure.ts';

export function drawScarf(look: Look): Figure {
  const { random, colour, fabric, accent } = look;
  const fringe = (x: number, y: number, width: number, lean: number) => {
    const threads: string[] = [];
    for (let at = 0; at <= width; at += 7)
      threads.push(
        stroke(
          `M${x + at},${y} q${lean},14 ${random.between(-3, 3) + lean},30`,
          random.chance(0.3) ? accent.base : colour.base,
          3,
        ),
      );
    return threads.join('');
  };
  const left = 'M96,120 Q60,260 74,470 L168,478 Q170,300 196,150 Z';
  const right = 'M250,150 Q262,280 250,420 L338,414 Q352,260 318,116 Z';
  const loop =
    'M70,84 C80,20 160,8 208,10 C262,8 340,22 350,88 C352,150 280,196 210,196 C140,196 66,150 70,84 Z';
  const hole =
    'M134,74 C150,48 180,44 210,44 C240,44 272,50 286,76 C270,106 240,112 210,112 C180,112 150,106 134,74 Z';
  const folds = [
    { from: [80, 100], to: [190, 180], bend: 20, width: 9 },
    { from: [110, 60], to: [110, 150], bend: -24, width: 8 },
    { from: [338, 96], to: [236, 182], bend: -22, width: 9 },
    { from: [312, 60], to: [300, 150], bend: 20, width: 7 },
    { from: [150, 124], to: [280, 128], bend: -24, width: 6 },
  ] as const;
  return {
    width: 420,
    height: 516,
    isStanding: false,
    body:
      fringe(78, 470, 90, -2) +
      fringe(252, 416, 84, 2) +
      piece(left, fabric.paint, colour.line) +
      creases(left, [
        { from: [116, 200], to: [104, 460], bend: 8, width: 8 },
        { from: [150, 190], to: [142, 440], bend: -6, width: 7 },
      ]) +
      piece(right, fabric.paint, colour.line) +
      creases(right, [
        { from: [286, 180], to: [280, 410], bend: 8, width: 8 },
        { from: [314, 190], to: [316, 390], bend: 6, width: 6 },
      ]) +
      piece(loop, fabric.paint, colour.line) +
      creases(loop, folds, 1.2) +
      path(hole, `fill="${colour.inside}" stroke="${colour.line}" stroke-width="1.5"`),
  };
}

export function drawTie(look: Look): Figure {
  const { colour, fabric, random } = look;
  const wide = random.between(44, 60);
  const blade = `M92,84 Q110,78 128,84 L${110 + wide},440 L110,${500} L${110 - wide},440 Z`;
  const knot = 'M74,22 Q110,12 146,22 L130,84 Q110,92 90,84 Z';
  const loop = 'M78,28 C30,34 14,10 40,4 Q110,-8 180,4 C206,10 190,34 142,28 Q110,18 78,28 Z';
  return {
    width: 220,
    height: 510,
    isStanding: false,
    body:
      piece(loop, colour.dark, colour.line) +
      piece(blade, fabric.paint, colour.line) +
      creases(blade, [
        { from: [110, 92], to: [104, 180], bend: 4, width: 6 },
        { from: [120, 92], to: [132, 240], bend: -4, width: 4 },
      ]) +
      piece(knot, fabric.paint, colour.line) +
      path('M90,84 Q110,92 130,84 L134,100 Q110,108 86,100 Z', 'fill="#000" opacity="0.22"'),
  };
}

export function drawSocks(look: Look): Figure {
  const { colour, accent, fabric, random } = look;
  const sock =
    'M60,20 H160 L164,230 Q170,268 220,300 Q292,330 296,372 Q296,410 240,412 Q180,412 120,362 Q62,310 60,250 Z';
  const toe = 'M236,308 Q292,332 296,372 Q296,410 240,412 Q222,412 206,406 Q196,350 236,308 Z';
  const heel = 'M61,262 Q66,310 112,354 Q134,330 118,288 Q96,262 61,262 Z';
  const cuff = 'M58,18 H162 L163,66 H59 Z';
  const paint = random.chance(0.6) ? accent.base : colour.dark;
  const ribs: string[] = [];
  for (let x = 66; x < 160; x += 8) ribs.push(stroke(`M${x},22 V62`, colour.line, 1.4, 'opacity="0.4"'));
  const one =
    piece(sock, fabric.paint, colour.line) +
    creases(sock, [
      { from: [150, 236], to: [92, 262], bend: 6, width: 6 },
      { from: [160, 256], to: [110, 292], bend: 6, width: 6 },
    ]) +
    piece(toe, paint, colour.line) +
    piece(heel, paint, colour.line) +
    piece(cuff, paint, colour.line) +
    ribs.join('');
  return {
    width: 400,
    height: 440,
    isStanding: false,
    body: `<g transform="translate(86 -4) rotate(4)">${one}</g><g transform="translate(0 14) rotate(-3)">${one}</g>`,
  };
}
