/** Numbers, titles as they are compared: without width, white space and kinds of brackets. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s·•]/gu, '')
    .replace(/[〔[【]/gu, '(')
    .replace(/[〕\]】]/gu, ')')
    .replace(/[《》〈〉“”"]/gu, '');
}

/** 云政发〔2018〕3号 and 云政发[2018]第3号 are one. */
export function numberKey(documentNumber: string): string {
  return fold(documentNumber).replace(/第(?=\d)/u, '');
}

/** 「（2020年修订）」, 「（试行）」: which edition it is, not what it is called. */
const EDITION = /\((?:\d{4}年?)?(?:修订|修正|修改|试行|暂行)(?:稿|版)?\)$/u;
/** 「云河市人民政府办公厅关于印发云河市旧书市场管理办法的通知」 carries 「云河市旧书市场管理办法」. */
const CARRIER = /(?:印发|发布|公布|转发|批转)(?<carried>.{4,}?)的(?:通知|公告|通告|决定)$/u;
const LONGEST = 200;

/** Titles under which a document is known: as printed, from 关于 on, and what it carries; without its edition. */
export function titleKeys(title: string): readonly string[] {
  const whole = fold(title.slice(0, LONGEST)).replace(EDITION, '');
  const about = whole.indexOf('关于');
  const carried = CARRIER.exec(whole)?.groups?.['carried']?.replace(EDITION, '');
  const keys = [whole, ...(about > 0 ? [whole.slice(about)] : []), ...(carried ? [carried] : [])];
  return [...new Set(keys.filter((key) => key.length >= 4))];
}
