import type { Visibility } from '../../src/domain/search-scope.ts';
import type { QuerySource } from '../../src/queries/query-source.ts';
import { loadUnitDirectory } from '../../src/units/directory/unit-directory.ts';
import { createMemoryIndex, type SampleDocument } from '../assistant/memory-index.ts';

/** Two plans of one city, before and after its reform, and a plan that not everyone may see. */
export const PLANS: readonly SampleDocument[] = [
  {
    id: 'air-2015',
    title: '天津市清洁空气行动计划（2015年）',
    clauses: [
      {
        id: '1.1',
        path: ['一、治理', '1.工业'],
        title: '工业',
        text: '1.工业。治理烟气。',
        phrase: '（牵头单位：市环保局；配合单位：市财政局）',
        units: ['lead:市环保局', 'supporting:市财政局'],
      },
      {
        id: '1.2',
        path: ['一、治理', '2.扬尘'],
        title: '扬尘',
        text: '2.扬尘。治理扬尘。',
        phrase: '（责任单位：各区人民政府）',
        units: ['responsible:各区人民政府*'],
      },
      {
        id: '1.2.p2',
        path: ['一、治理', '2.扬尘'],
        text: '硬化道路。',
        units: ['responsible:各区人民政府*'],
        taskId: 'air-2015:1.2',
      },
    ],
  },
  {
    id: 'air-2020',
    title: '天津市清洁空气行动计划（2020年）',
    clauses: [
      { id: '1', path: ['一、总体要求'], title: '总体要求', text: '一、总体要求。空气质量改善。' },
      {
        id: '2.1',
        path: ['二、任务', '（一）监测'],
        title: '监测',
        text: '（一）监测。建设监测站，2020年底前建成。',
        phrase: '（牵头单位：市生态环境局；配合单位：市财政局、市教委）',
        units: ['lead:市生态环境局', 'supporting:市财政局', 'supporting:市教委'],
        deadline: { text: '2020年底前', date: '2020-12-31' },
      },
      {
        id: '2.2',
        path: ['二、任务', '（二）宣传'],
        title: '宣传',
        text: '（二）宣传。进校园，2019年底前完成。',
        phrase: '（责任单位：市教委、西青区人民政府）',
        units: ['responsible:市教委', 'responsible:西青区人民政府'],
        deadline: { text: '2019年底前', date: '2019-12-31' },
      },
      {
        id: '2.3',
        path: ['二、任务', '（三）经费'],
        title: '经费',
        text: '（三）经费。保障经费。',
        phrase: '（责任单位：市财政局）',
        units: ['responsible:市财政局'],
      },
    ],
  },
  {
    id: 'hidden',
    title: '天津市内部安排',
    clauses: [
      {
        id: '1',
        path: ['一、经费'],
        title: '经费',
        text: '一、经费。拨付经费。',
        phrase: '（市财政局、市密码局）',
        units: ['lead:市财政局', 'lead:市密码局'],
      },
    ],
  },
];

export const VISIBLE: Visibility = { documentIds: new Set(['air-2015', 'air-2020']) };

const directory = loadUnitDirectory();

/** The sample plans as a caller sees them. */
export async function openPlans(visibility: Visibility = VISIBLE): Promise<QuerySource> {
  const snapshot = await createMemoryIndex(PLANS).open();
  const known = await snapshot.units.listNames({ visibility });
  const bodies = known.filter(({ collective }) => !collective).map(({ name }) => name);
  return {
    snapshot,
    visibility,
    today: '2026-11-30',
    names: {
      known,
      follow: (mention) =>
        known.some(({ name, collective }) => collective && name === mention)
          ? [{ name: mention, isSuccession: false }]
          : directory
              .namesFor(mention, bodies, { jurisdiction: '天津' })
              .filter(({ relation }) => relation !== 'part-succession')
              .map(({ name, relation }) => ({ name, isSuccession: relation === 'succession' })),
      presentNameOf: (name) => {
        const successor = directory.successorOf(name, { jurisdiction: '天津' });
        return successor?.scope === 'whole' ? successor.name : null;
      },
    },
  };
}
