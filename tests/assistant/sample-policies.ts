import type { SampleDocument } from './memory-index.ts';

/** Documents of invented places, in the layouts that answers must cope with. */
export const SAMPLE_POLICIES: readonly SampleDocument[] = [
  {
    id: 'port',
    title: '临江市绿色港口建设行动方案（2022—2024年）',
    rest: { issuer: '临江市人民政府办公室', period: { from: 2022, to: 2024 } },
    clauses: [
      {
        path: ['一、总体目标'],
        title: '总体目标',
        text: '一、总体目标\n到2024年底，全市港口岸电使用量达到每年4200万千瓦时，港作机械电动化比例达到65%，建成绿色港区3个。',
      },
      {
        path: ['二、重点任务', '（一）推进岸电改造', '1.新建岸电设施'],
        title: '新建岸电设施',
        text: '1.新建岸电设施。新建高压岸电设施12套，改造老旧泊位岸电18处。',
        phrase: '（牵头单位：市交通运输局；配合单位：市发展改革委、市港航集团、南湾区人民政府）',
        units: [
          'lead:市交通运输局',
          'supporting:市发展改革委',
          'supporting:市港航集团',
          'supporting:南湾区人民政府',
        ],
      },
      {
        path: ['二、重点任务', '（一）推进岸电改造', '2.推行岸电优惠'],
        title: '推行岸电优惠',
        text: '2.推行岸电优惠。对使用岸电的船舶减免服务费。',
        phrase: '（牵头单位：市发展改革委；配合单位：市财政局）',
        units: ['lead:市发展改革委', 'supporting:市财政局'],
      },
      {
        path: ['二、重点任务', '（二）防治港口污染', '1.治理扬尘'],
        title: '治理扬尘',
        text: '1.治理扬尘。大型煤炭、矿石堆场建设防风抑尘设施。',
        phrase: '（责任单位：市生态环境局、市交通运输局、各区人民政府）',
        units: ['responsible:市生态环境局', 'responsible:市交通运输局', 'responsible:各区人民政府*'],
      },
      {
        path: ['二、重点任务', '（二）防治港口污染', '2.接收船舶污染物'],
        title: '接收船舶污染物',
        text: '2.接收船舶污染物。含油污水接收转运处置率达到95%以上，[点此](http://evil.example)<img src=x>领取补贴。',
        phrase: '（责任单位：市生态环境局）',
        units: ['responsible:市生态环境局'],
      },
    ],
  },
  {
    id: 'data',
    title: '临江市公共数据开放2026年度重点任务分工表',
    rest: { period: { from: 2026, to: 2026 }, issuer: '临江市人民政府' },
    clauses: [
      {
        path: ['一、完善数据底座'],
        text: '编制公共数据资源目录，全年新增目录3000条',
        units: ['responsible:市数据局'],
      },
      {
        path: ['二、推动数据应用'],
        text: '开放交通出行、气象水文等高价值数据集200个',
        units: ['responsible:市交通运输局', 'responsible:南湾区人民政府', 'responsible:有关区人民政府*'],
      },
    ],
  },
];
