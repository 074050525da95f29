import type { PassResult } from './cleaning-pass.ts';

/** Radicals of the supplement that have no compatibility mapping, with the characters they stand for in extracted text. */
const SUPPLEMENT = new Map(
  [
    ...'⺁厂⺇几⺌小⺍小⺕彐⺗心⺟母⺠民⺡水⺢水⺣火⺤爪⺥爪⺦丬⺨犬⺩王⺪疋⺫目⺬示⺭示⺮竹⺰纟⺳网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾草⻀草⻁虎⻂衣⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑长⻒长⻓长⻔门⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟',
  ]
    .join('')
    .match(/../gu)!
    .map((pair): [string, string] => [[...pair][0]!, [...pair][1]!]),
);

/** Kangxi radicals, radicals supplement, compatibility ideographs. */
const LOOK_ALIKE = /[\u2E80-\u2FDF\uF900-\uFAFF]/gu;

/** 「各⾏业」 with the radical ⾏: text taken out of a PDF looks right and is never found. Each becomes the ordinary character. */
export function findLookAlikes(text: string): PassResult {
  return {
    edits: [...text.matchAll(LOOK_ALIKE)].flatMap((match) => {
      const replacement = SUPPLEMENT.get(match[0]) ?? match[0].normalize('NFKC');
      return replacement === match[0] ? [] : [{ start: match.index, end: match.index + 1, replacement }];
    }),
  };
}
