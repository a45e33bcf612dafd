/** Handbags, backpacks and wallets. */
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

const metals = ['#d3b06a', '#cfd2d6', '#8d9096'] as const;

export function drawHandbag(look: Look): Figure {
  const { random, colour, accent, fabric } = look;
  const metal = random.pick(metals);
  const flare = random.between(-14, 26);
  const top = 170;
  const bottom = top + random.between(190, 236);
  const d = `M${62 + flare},${top} H${378 - flare} Q392,${(top + bottom) / 2} ${396 - flare * 0.3},${bottom - 22} Q396,${bottom} 372,${bottom} H68 Q44,${bottom} ${44 + flare * 0.3},${bottom - 22} Q48,${(top + bottom) / 2} ${62 + flare},${top} Z`;
  const rise = random.between(20, 60);
  const arc = (shift: number) =>
    `M${130 + shift},${top + 16} C${134 + shift},${rise} ${306 - shift},${rise} ${310 - shift},${top + 16}`;
  const handle = (shift: number, paint: string) =>
    stroke(arc(shift), colour.line, 15) +
    stroke(arc(shift), paint, 12) +
    stroke(arc(shift), '#fff', 3, 'opacity="0.2" transform="translate(-1 -3)"');
  const ring = (x: number) =>
    `<circle cx="${x}" cy="${top + 20}" r="10" fill="none" stroke="${metal}" stroke-width="4.5"/>`;
  const fronts = [
    (): string => {
      const flap = `M${60 + flare},${top - 2} H${380 - flare} L${366 - flare},${top + 74} Q220,${top + 142} ${74 + flare},${top + 74} Z`;
      return (
        glossyPiece(flap, colour.base, colour.line) +
        seam(`M${74 + flare},${top + 68} Q220,${top + 132} ${366 - flare},${top + 68}`, colour.line) +
        `<rect x="203" y="${top + 92}" width="34" height="26" rx="5" fill="${metal}" stroke="#0005"/><circle cx="220" cy="${top + 105}" r="4" fill="#0006"/>`
      );
    },
    (): string =>
      stroke(`M${64 + flare},${top + 14} H${376 - flare}`, '#0006', 8) +
      stroke(`M${64 + flare},${top + 14} H${376 - flare}`, metal, 4, 'stroke-dasharray="4 2.4"') +
      piece(
        `M118,${top + 70} H322 V${bottom - 34} Q322,${bottom - 22} 310,${bottom - 22} H130 Q118,${bottom - 22} 118,${bottom - 34} Z`,
        fabric.paint,
        colour.line,
      ) +
      seam(`M122,${top + 80} H318`, colour.line),
    (): string =>
      piece(
        `M${52 + flare * 0.6},${bottom - 84} Q220,${bottom - 70} ${388 - flare * 0.6},${bottom - 84} L396,${bottom - 22} Q396,${bottom} 372,${bottom} H68 Q44,${bottom} 44,${bottom - 22} Z`,
        accent.base,
        accent.line,
      ) +
      seam(
        `M${54 + flare * 0.6},${bottom - 90} Q220,${bottom - 76} ${386 - flare * 0.6},${bottom - 90}`,
        colour.line,
      ),
  ] as const;
  const tassel = random.chance(0.35)
    ? stroke(`M134,${top + 26} q-8,26 -4,44`, accent.dark, 3) +
      path(`M124,${top + 66} h14 l4,52 h-22 Z`, `fill="${accent.base}" stroke="${accent.line}"`)
    : '';
  return {
    width: 440,
    height: bottom + 14,
    isStanding: true,
    body:
      handle(14, colour.dark) +
      glossyPiece(d, fabric.paint, colour.line) +
      creases(d, [
        { from: [110, bottom - 20], to: [150, bottom - 110], bend: 10, width: 10 },
        { from: [330, bottom - 16], to: [300, bottom - 100], bend: -10, width: 9 },
      ]) +
      random.pick(fronts)() +
      handle(0, colour.base) +
      ring(130) +
      ring(310) +
      tassel,
  };
}

export function drawBackpack(look: Look): Figure {
  const { random, colour, accent, fabric } = look;
  const round = random.between(70, 120);
  const d = `M70,${60 + round} C70,70 120,52 190,52 C260,52 310,70 310,${60 + round} L322,396 Q322,430 288,430 H92 Q58,430 58,396 Z`;
  const pocketTop = random.between(244, 280);
  const pocket = `M84,${pocketTop + 26} Q84,${pocketTop} 112,${pocketTop} H268 Q296,${pocketTop} 296,${pocketTop + 26} L300,396 Q300,416 280,416 H100 Q80,416 80,396 Z`;
  const zip = (zipPath: string) =>
    stroke(zipPath, '#0007', 7) +
    stroke(zipPath, random.chance(0.5) ? '#c7cace' : accent.base, 2.6, 'stroke-dasharray="3 2"');
  const puller = (x: number, y: number) =>
    `<rect x="${x - 4}" y="${y}" width="8" height="24" rx="3" fill="${accent.base}" stroke="#0005"/>`;
  const strap =
    stroke('M86,150 C34,190 30,330 62,404', colour.line, 25) +
    stroke('M86,150 C34,190 30,330 62,404', colour.dark, 22);
  const side = piece('M58,300 Q36,306 38,340 L44,400 Q46,418 64,420 L66,300 Z', colour.dark, colour.line);
  const patch = random.chance(0.5)
    ? `<rect x="160" y="${pocketTop - 62}" width="60" height="36" rx="4" fill="${accent.base}" stroke="${accent.line}"/><rect x="170" y="${pocketTop - 50}" width="40" height="4" fill="${accent.light}"/><rect x="176" y="${pocketTop - 41}" width="28" height="4" fill="${accent.light}"/>`
    : '';
  return {
    width: 380,
    height: 446,
    isStanding: true,
    body:
      stroke('M152,62 C152,8 228,8 228,62', colour.line, 15) +
      stroke('M152,62 C152,8 228,8 228,62', colour.dark, 12) +
      strap +
      mirrored(strap, 380) +
      side +
      mirrored(side, 380) +
      piece(d, fabric.paint, colour.line) +
      creases(d, [
        { from: [96, 240], to: [140, 150], bend: 14, width: 9 },
        { from: [286, 236], to: [250, 130], bend: -14, width: 9 },
      ]) +
      zip(`M84,${pocketTop - 84} C84,104 130,84 190,84 C250,84 296,104 296,${pocketTop - 84}`) +
      puller(random.between(100, 120), 118) +
      patch +
      piece(pocket, random.chance(0.45) ? accent.base : fabric.smallPaint, colour.line) +
      zip(`M98,${pocketTop + 22} H282`) +
      puller(262, pocketTop + 20),
  };
}

export function drawWallet(look: Look): Figure {
  const { random, colour, fabric } = look;
  const thread = random.chance(0.5) ? colour.light : colour.line;
  const back = 'M34,30 Q34,18 46,18 H392 Q404,18 404,30 V240 Q404,252 392,252 H46 Q34,252 34,240 Z';
  const front = 'M22,48 Q22,36 34,36 H400 Q412,36 412,48 V270 Q412,282 400,282 H34 Q22,282 22,270 Z';
  const closing = random.pick([
    (): string =>
      piece('M412,120 H330 Q304,120 304,159 Q304,198 330,198 H412 Z', colour.dark, colour.line) +
      '<circle cx="336" cy="159" r="10" fill="#c8a961" stroke="#0005"/>',
    (): string =>
      seam('M22,159 H412', thread) +
      path('M206,138 h22 v42 h-22 Z', `fill="${random.pick(metals)}" stroke="#0005"`),
    (): string =>
      `<rect x="330" y="226" width="54" height="30" rx="4" fill="none" stroke="${colour.line}" stroke-width="2"/>`,
  ])();
  return {
    width: 434,
    height: 300,
    isStanding: false,
    body:
      glossyPiece(back, colour.dark, colour.line) +
      glossyPiece(front, fabric.paint, colour.line) +
      seam('M34,48 H400 V270 H34 Z', thread, 2) +
      closing,
  };
}
