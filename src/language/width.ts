/** Full-width ASCII (Ａ１％（：) to ASCII and the ideographic space to a space; length and offsets stay the same. */
export function foldWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}

/** Chinese punctuation and the ASCII sign that stands for it in text typed on another keyboard. */
const PUNCTUATION = new Map<string, string>(
  (
    [
      ['.', '。｡．'],
      [',', '、，､'],
      ["'", '‘’‚‛′`´'],
      ['"', '“”„‟″「」『』〝〞'],
      ['-', '—–―─‐‑‒−～~〜'],
      ['(', '〔［【〖[｛{'],
      [')', '〕］】〗]｝}'],
      ['<', '《〈«‹'],
      ['>', '》〉»›'],
      ['·', '•・‧∙⋅'],
      ['…', '⋯'],
    ] as const
  ).flatMap(([folded, signs]) => [...signs].map((sign): [string, string] => [sign, folded])),
);

/**
 * What two quotes are compared by: no white space, no invisible characters, Chinese and ASCII punctuation folded together,
 * lower case. 「（国发〔2019〕3号）」 and "(国发[2019]3号)" are the same. Not for display: offsets are lost.
 */
export function foldForComparison(text: string): string {
  return foldWidth(text)
    .replace(/[\s\u200B-\u200F\u2060\uFEFF\u00AD]+/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, (sign) => PUNCTUATION.get(sign) ?? sign)
    .toLowerCase();
}
