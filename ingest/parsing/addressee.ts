import { isCollectiveName, looksLikeBody, looksLikePlace } from '../../src/units/body-name.ts';
import { SALUTATION } from './head-lines.ts';

const LONGEST = 300;

/** Who letters, speeches and answers speak to. */
const PERSON =
  /(?:代表|委员|同志|先生|女士|同学|老师|网友|网民|朋友|家长|市民|居民|村民|业主|用户|考生|群众|乡亲|旅客|主任|主席|秘书长|书记|领导|来宾)们?$|^(?:尊敬|亲爱|广大)|^网[民友]/;

/** 「牵头单位：」, 「成员如下：」 open a list and greet nobody. */
const NO_GREETING = /如下|下列|以下|(?:牵头|责任|配合|主办|承办|协办|成员|参加|实施|主管)(?:单位|部门)/;

/** Whether a line right below a title only says to whom the document goes: 「青山区人民政府：」, 「周大明等代表：」. */
export function isAddressee(text: string): boolean {
  if (SALUTATION.test(text)) return true;
  if (text.length > LONGEST || !/[:：]$/.test(text) || /[。！？]/.test(text) || NO_GREETING.test(text))
    return false;
  const names = text
    .slice(0, -1)
    .replace(/[（(][^（()）]{0,60}[）)]/g, '')
    .split(/[、，,；;]|并(?=[转报])|以及/)
    .map((name) => name.replace(/\s+/g, ''));
  const isOfPersons = PERSON.test(names.at(-1) ?? '');
  return names.every(
    (name) =>
      PERSON.test(name) ||
      (isOfPersons && /^[\u4e00-\u9fff·]{2,4}$/.test(name)) ||
      looksLikeBody(name) ||
      looksLikePlace(name) ||
      isCollectiveName(name),
  );
}
