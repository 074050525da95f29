import { expect, it } from 'vitest';
import { clauseLabel } from '../../src/domain/clause-label.ts';

it.each([
  ['计划', ['二、建设重点', '（一）惠民行动', '1.智慧医疗'], '《计划》二、（一）1.智慧医疗'],
  ['办法', ['第二章 职责', '第三条'], '《办法》第二章第三条'],
  ['计划', [], '《计划》'],
])('names a clause of 《%s》 by its heading trail %j', (title, path, label) => {
  expect(clauseLabel({ path }, { title })).toBe(label);
});
