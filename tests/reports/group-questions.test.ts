import { expect, it } from 'vitest';
import { groupQuestions } from '../../src/reports/group-questions.ts';

function group(...questions: (string | [string, number])[]): string[][] {
  const counted = questions.map((entry) => {
    const [question, count] = typeof entry === 'string' ? [entry, 1] : entry;
    return { question, count };
  });
  return groupQuestions(counted).map((found) => found.map(({ question }) => question));
}

it('puts questions about the same together, whatever they ask of it', () => {
  const groups = group(
    '养老床位补贴怎么申请？',
    '请问养老床位补贴由谁负责？',
    '养老床位的补贴标准是多少',
    '地铁几点停运？',
    '由谁负责？',
  );
  expect(groups.map((found) => found.length)).toEqual([3, 1, 1]);
  expect(groups.find((found) => found.length === 3)).toContain('养老床位的补贴标准是多少');
});

it('does not take words of asking for a subject', () => {
  expect(group('智慧医疗由谁牵头、谁配合？', '校车安全由谁牵头、谁配合？')).toHaveLength(2);
});

it('knows traditional characters and full width', () => {
  expect(group('５Ｇ基站補貼', '5G基站补贴')).toHaveLength(1);
});

it('names the group by the question that is most like the others', () => {
  const [found] = group(
    '一幢老旧小区加装电梯补贴多少钱、怎么报销',
    '老旧小区加装电梯补贴',
    '老旧小区加装电梯补贴标准',
  );
  expect(found).toHaveLength(3);
  expect(found![0]).toBe('老旧小区加装电梯补贴');
});

it('does not put questions together for the document that they name', () => {
  const subjects = ['老旧小区电梯加装', '托育机构备案', '河道采砂许可', '校车停靠站点', '粮食仓储轮换'];
  expect(group(...subjects.map((subject) => `民生实施方案里${subject}由谁负责`))).toHaveLength(5);
});

it('gives the same groups in whatever order', () => {
  const questions = [
    '公积金贷款额度',
    '公积金贷款的额度是多少',
    '公积金提取条件',
    '落户条件',
    '落户的条件有哪些',
  ];
  const expected = group(...questions);
  expect(group(...[...questions].reverse())).toEqual(expected);
  expect(expected.length).toBeLessThan(5);
});

it('takes nothing and what has no words', () => {
  expect(group()).toEqual([]);
  expect(group('？？', '!', '')).toHaveLength(3);
});
