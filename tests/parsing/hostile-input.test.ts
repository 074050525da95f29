import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';

/** Texts on which an ambiguous pattern would never end; the suite's time limit is the only clock. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['unclosed links', `一、建设。${'[a](('.repeat(20_000)}`],
  ['nested brackets', `${'（'.repeat(20_000)}。`],
  [
    'a list of 5,000 units',
    `一、建设。（责任单位：${Array.from({ length: 5000 }, (_, i) => `市第${i}局`).join('、')}）`,
  ],
  ['labels side by side', '责任单位：市科技局 '.repeat(5000)],
  ['open lists in a chain', `一、建设。（${'市科技局等'.repeat(3000)}负责）`],
  ['conjunctions in a chain', `一、建设。（${'市科技局和'.repeat(3000)}市财政局负责）`],
  ['role words in a chain', `一、建设。（市科技局${'按职责分工落实实施组织推进'.repeat(3000)}）`],
  ['duties in a chain', '由市科技局负责'.repeat(5000)],
  ['numbers in a chain', `一、总体要求。${'（一）推进。1.建设。'.repeat(5000)}`],
  ['merged cells', `任务\t举措\t责任单位\n推进\t建设\t市科技局\n${'\t完善\t\n'.repeat(10_000)}`],
  ['headers in a chain', '序号\t任务\t责任单位\n'.repeat(10_000)],
  ['headings of no table', '序号\n名称\n单位\n'.repeat(5000)],
  ['broken rows', `序号\t任务\t责任单位\n${'1\t建设\n完善\n'.repeat(5000)}`],
  ['questions in a chain', `白浪市问答\n${'问：怎么报？答：到镇里报。'.repeat(5000)}`],
  [
    'questions line by line',
    `白浪市问答\n${'怎么报？\n1.问：补多少？\n答：如下：\n1.一万元；\n'.repeat(3000)}`,
  ],
  [
    'paragraphs behind lists',
    `第一条 包括：\n（一）船；\n${'各县要落实。\n（一）港。\n下列：\n'.repeat(3000)}`,
  ],
  ['calls behind the last item', `一、清港。\n二、扩建。\n${'各县要落实。\n责任单位：市局\n'.repeat(3000)}`],
  ['lists that begin anew', `说明。\n${'面向渔民的\n一、补贴。\n'.repeat(4000)}`],
  ['a header of many columns', `|序号|任务|责任单位${'|列'.repeat(5000)}|\n${'|1|\n'.repeat(5000)}`],
  ['a drawn line and a letter', `${'─'.repeat(200_000)}字\n${'─'.repeat(200_000)}字`],
  ['a line of bars', `${'|'.repeat(200_000)}索引号|1`],
  ['headers apart by blanks', '序号 任务 责任单位\n1 清港 市局\n序号 事项 责任单位\n'.repeat(3000)],
  ['a row of many pieces', `序号 任务 责任单位\n1 ${'清港 市科技局 '.repeat(10_000)}\n2 扩建 市局`],
  ['rows broken apart by blanks', `任务 责任单位 时限\n${'清港\n扩建，\n市局 市水\n'.repeat(3000)}`],
  ['blanks', `一、要求${' '.repeat(50_000)}\n二、保障`],
];

describe('hostile input', () => {
  it.each(HOSTILE)('%s', (_, source) => {
    const { clauses } = parseSource(source, 'doc');
    for (const clause of clauses) expect(clause.span.end).toBeLessThanOrEqual(source.length);
  });

  it('reads all of a very long list', () => {
    const [clause] = parseSource(HOSTILE[2]![1], 'doc').clauses;
    expect(clause!.units).toHaveLength(5000);
  });
});
