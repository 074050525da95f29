const ZERO_WIDTH = /\p{Cf}|\p{Cc}|\p{Co}|\p{Extended_Pictographic}|\ufe0f/gu;
const HALF_PUNCTUATION: Readonly<Record<string, string>> = {
  ',': '，',
  '?': '？',
  '!': '！',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
};

/**
 * Brings a typed message to the form that the rules read: half-width letters and digits, Chinese punctuation, no
 * repeated marks, no invisible characters or pictures. Script is converted by the caller.
 * 「绿色港口(2024-26那个方案)谁牵头???」 → 「绿色港口（2024-26那个方案）谁牵头？」
 */
export function normalizeMessage(message: string): string {
  return message
    .replace(/[\r\n]+/g, '\n')
    .replace(
      /(?:(?<=\s|^)[\p{Script=Han}A-Za-z](?:[ \u3000]+|$)){3,}/gu,
      (run) => `${run.replace(/[ \u3000]+/g, '')} `,
    )
    .replace(ZERO_WIDTH, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/[\uff01-\uff5e]/g, (character) =>
      '！，？；：（）'.includes(character)
        ? character
        : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
    )
    .replace(/[,?!;:()]/g, replacePunctuation)
    .replace(/[「『]/g, '“')
    .replace(/[」』]/g, '”')
    .replace(/[、，。…~～\s]{2,}/g, (run) => (run.includes('\n') ? '\n' : /^\s+$/.test(run) ? ' ' : '，'))
    .replace(/[幾几]多(?=[个户家项条路座名人台辆钱亿万度\u4e00-\u9fff？])/g, '多少')
    .replace(/边个(?=负责|管|牵头|配合)/g, '谁')
    .replace(/边个/g, '哪个')
    .replace(/牵(?:的|了|着|个)头/g, '牵头')
    .replace(/牵总/g, '牵头')
    .replace(/囗/g, '口')
    .replace(/(?<=\p{Script=Han}{2})(?:那个|这个|那家|这家)(?=局|委|厅|办(?!法|理|公|事))/gu, '')
    .replace(/[一二][〇○零一二三四五六七八九]{3}(?=年|到|至|[—-])/g, (year) =>
      [...year].map((digit) => '〇一二三四五六七八九'.indexOf(digit.replace(/[○零]/, '〇'))).join(''),
    )
    .replace(/[？！]{2,}/g, (run) => (run.includes('？') ? '？' : '！'))
    .trim();
}

/** Keeps 1,000 and 12:30 and (PUE) readable: only marks beside Chinese text, or at an edge, are Chinese marks. */
function replacePunctuation(mark: string, at: number, text: string): string {
  const before = text[at - 1] ?? '';
  const after = text[at + 1] ?? '';
  if (/\d/.test(before) && /\d/.test(after)) return mark;
  return HALF_PUNCTUATION[mark] ?? mark;
}
