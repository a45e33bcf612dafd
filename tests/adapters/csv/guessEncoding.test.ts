import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { guessEncoding } from '../../../src/adapters/csv/guessEncoding.ts';

/** Words in an encoding, as other programs wrote them. */
const samples: readonly (readonly [encoding: string, text: string, base64: string])[] = [
  ['windows-1252', 'Écru “blouse” – 5 €', 'yWNydSCTYmxvdXNllCCWIDUggA=='],
  ['windows-1252', 'Größe,Stück\nHose blau,grün', 'R3L232UsU3T8Y2sKSG9zZSBibGF1LGdy/G4='],
  ['windows-1252', 'ÉCHARPE À CARREAUX,ÉTÉ', 'yUNIQVJQRSDAIENBUlJFQVVYLMlUyQ=='],
  ['macintosh', 'Größe,Stück\nHose blau,grün', 'R3Kap2UsU3SfY2sKSG9zZSBibGF1LGdyn24='],
  [
    'windows-1250',
    'název,barva\nČepice,červená\nKožená bunda,žlutá',
    'buF6ZXYsYmFydmEKyGVwaWNlLOhlcnZlbuEKS2+eZW7hIGJ1bmRhLJ5sdXTh',
  ],
  [
    'iso-8859-2',
    'název,barva\nČepice,červená\nKožená bunda,žlutá',
    'buF6ZXYsYmFydmEKyGVwaWNlLOhlcnZlbuEKS2++ZW7hIGJ1bmRhLL5sdXTh',
  ],
  ['iso-8859-2', 'Żółta sukienka,żółty\nSpódnica,różowy', 'r/OzdGEgc3VraWVua2Esv/OzdHkKU3DzZG5pY2EscvO/b3d5'],
  ['windows-1254', 'Çizme,kırmızı\nŞapka,yeşil', 'x2l6bWUsa/1ybf16/QreYXBrYSx5Zf5pbA=='],
  ['windows-1257', 'Batai,žalia\nKepurė,mėlyna\nšiltas', 'QmF0YWks/mFsaWEKS2VwdXLrLG3rbHluYQrwaWx0YXM='],
  ['windows-1251', 'название;цвет\nБотинки;чёрный', '7eDn4uDt6OU79uLl8grB7vLo7eroO/e48O376Q=='],
  ['koi8-r', 'название;цвет\nБотинки;чёрный', 'zsHa18HOycU7w9fF1Ariz9TJzsvJO96j0s7Zyg=='],
  ['ibm866', 'название;цвет\nБотинки;чёрный', 'raCnoqCtqKU75qKl4gqBruKoraqoO+fx4K3rqQ=='],
  ['windows-1253', 'όνομα,χρώμα\nΜπότες,μαύρο', '/O3v7OEs9/H+7OEKzPD89OXyLOzh/fHv'],
  ['windows-1255', 'שם,צבע\nמגפיים,שחור', '+e0s9uHyCu7i9Onp7Sz55+X4'],
  ['windows-1256', 'اسم,لون\nحذاء,أسود', 'x9PjLOHm5ArN0MfBLMPT5s8='],
  ['gbk', '名称,颜色\n靴子,黑色', 'w/uzxizR1cmrCtGl19MsutrJqw=='],
  ['gbk', '红色', 'uuzJqw=='],
  ['big5', '名稱,顏色\n靴子,黑色\n帽子,紅色', 'ple62SzDQ6biCrl1pGwstsKm4gq0VaRsLKz1puI='],
  ['shift_jis', '商品名,色\nブーツ,黒\n帽子,赤', 'j6SVaZa8LJBGCoN1gVuDYyyNlQqWWI5xLJDU'],
  ['shift_jis', '名前,色\n靴,黒', 'lryRTyyQRgqMQyyNlQ=='],
  ['euc-jp', '商品名,色\nブーツ,黒', 'vqbJysy+LL+nCqXWobylxCy59Q=='],
  ['euc-kr', '이름,색상\n부츠,검정', 'wMy4pyy79rvzCrrOw/cssMvBpA=='],
];

describe('the encoding of a few words', () => {
  it.each(samples)('%s: %s', (encoding, text, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    expect(guessEncoding(bytes)).toBe(encoding);
    expect(new TextDecoder(encoding).decode(bytes)).toBe(text);
  });

  it('is Windows-1252 where nothing says otherwise', () => {
    expect(guessEncoding(Buffer.from('caf\xe9', 'latin1'))).toBe('windows-1252');
  });
});
