/** The heading part of a line: how long it is (number excluded, closing mark included) and its words. */
export interface ItemTitle {
  readonly title: string;
  readonly length: number;
}

const NO_TITLE: ItemTitle = { title: '', length: 0 };

/**
 * Splits heading and body that stand on one line: 「智慧医疗。推进我市…」 → 智慧医疗. A first sentence is a heading where it is
 * short and more text follows; a line of its own without a final mark is a heading as a whole. A single full sentence is
 * an untitled item. `boldLength` is the bold run that opens the text.
 */
export function readItemTitle(
  text: string,
  options: { readonly boldLength: number; readonly hasMoreLines: boolean; readonly hasUnitTail: boolean },
): ItemTitle {
  if (/^[【〔［[（(]/.test(text)) {
    const bracketed = readArticleTitle(text, 0);
    if (bracketed.length > 0) return bracketed;
  }
  const spaced = /^(?<title>[^，。；：\s]{2,24})(?:[ \t]{2,}|\u3000+)(?=\S)/.exec(text);
  if (spaced?.groups) return { title: spaced.groups['title']!, length: spaced[0].length };
  if (options.boldLength > 1 && options.boldLength <= 80) {
    const bold = text.slice(0, options.boldLength);
    return {
      title: stripClosing(bold),
      length: options.boldLength + closingLength(text.slice(options.boldLength)),
    };
  }
  const stop = firstStop(text);
  if (stop < 0) {
    const isHeading =
      text.length <= 60 && !/[，,；;].*[，,；;].*[，,；;]/.test(text) && !/[：:；;，,]$/.test(text);
    return isHeading ? { title: text, length: text.length } : NO_TITLE;
  }
  const first = text.slice(0, stop);
  const isLast = stop + 1 >= text.length;
  if (isLast) {
    const isTitle =
      (options.hasMoreLines && first.length <= 40) || (options.hasUnitTail && first.length <= 16);
    return isTitle ? { title: first, length: text.length } : NO_TITLE;
  }
  const commas = first.match(/[，,]/g)?.length ?? 0;
  const isTitle = first.length <= 40 && commas <= 2 && !/[；;]/.test(first) && text[stop] !== '；';
  return isTitle ? { title: first, length: stop + 1 } : NO_TITLE;
}

/**
 * Articles carry a heading in brackets, in bold, or as a short phrase of what is to be done: 「第三条（定义）本办法所称…」,
 * 「第四条 支持新药临床研究。对在国内…」.
 */
export function readArticleTitle(text: string, boldLength: number): ItemTitle {
  const bracketed = /^[【〔［[（(](?<title>[^】〕］\]）)]{2,20})[】〕］\]）)]\s*/.exec(text);
  if (bracketed?.groups && bracketed[0].length < text.length) {
    return { title: bracketed.groups['title']!, length: bracketed[0].length };
  }
  const short =
    /^(?<title>(?:支持|鼓励|加强|加大|推进|推动|促进|建立|建设|健全|完善|强化|优化|深化|提升|提高|培育|实施|引导|扩大|落实|降低|保障|奖励|资助|打造|发展)[^，。；：、]{2,14})。(?=\S)/.exec(
      text,
    );
  if (short?.groups) return { title: short.groups['title']!, length: short[0].length };
  if (boldLength > 1 && boldLength < text.length) {
    return {
      title: stripClosing(text.slice(0, boldLength)),
      length: boldLength + closingLength(text.slice(boldLength)),
    };
  }
  return NO_TITLE;
}

/** First full stop (or a colon that parts a short label) outside quotation marks and brackets. */
function firstStop(text: string): number {
  let depth = 0;
  for (let i = 0; i < Math.min(text.length, 120); i++) {
    const character = text[i]!;
    if ('（(《“〔['.includes(character)) depth++;
    else if ('）)》”〕]'.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && '。！？'.includes(character)) return i;
  }
  return -1;
}

function stripClosing(text: string): string {
  return text.trim().replace(/[。．：:；;，,]$/, '');
}

function closingLength(text: string): number {
  return /^[。．：:；;]?\s*/.exec(text)![0].length;
}
