import type { TextLine } from './text-line.ts';

/** 「【原文下载】」, 「**附件**:」, 「相关附件下载：」; a bare 「附件」 or 「附件：1.…」 opens a part of the document. */
const DOWNLOAD_HEADING =
  /^[【[]?(?:相关附件下载|附件下载|相关附件|附件列表|原文下载|文件下载|下载附件|相关下载|相关链接|相关文章|相关阅读|相关解读|政策解读|图解|相关文档|相关新闻)[】\]]?\s*[:：]?$/u;
const ANNEX_HEADING = /^(?:【附件】|\[附件\]|附件)\s*[:：]?$/u;

const LINK_LINE =
  /^\s*(?:[-*+•]|\d{1,2}[.、)])?\s*!?\[[^\]]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)\s*(?:[(（][^()（）]{1,12}[)）])?\s*$/u;
const FILE_LINE =
  /^\s*(?:[-*+•]|\d{1,2}[.、)])?\s*[^。；]{1,100}\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|ceb|zip|rar|7z)\s*(?:[(（].{0,20}[)）])?\s*$/iu;

/** An address with its name is shorter. */
const LONGEST_ENTRY = 2000;

/** Positions of the lines of every download list, headings included. */
export function findDownloadLists(lines: readonly TextLine[]): Set<number> {
  const found = new Set<number>();
  lines.forEach((line, i) => {
    const isDownload = DOWNLOAD_HEADING.test(line.bare);
    const isAnnex = ANNEX_HEADING.test(line.bare) && /[*【[]/u.test(line.text);
    if (!isDownload && !isAnnex) return;
    const members: number[] = [];
    for (let j = i + 1; j < lines.length; j++) {
      const { text } = lines[j]!;
      if (text.trim() === '') continue;
      if (text.length > LONGEST_ENTRY || (!LINK_LINE.test(text) && !FILE_LINE.test(text))) break;
      members.push(j);
    }
    if (members.length === 0) return;
    found.add(i);
    for (const member of members) found.add(member);
  });
  return found;
}
