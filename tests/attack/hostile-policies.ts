/** What a page, a spreadsheet or a terminal could be made to do, in every place that a document has. */
export const HOSTILE_PLAN = [
  '临江市<script>window.hacked=1</script>智慧港口建设行动计划（2023—2025年）',
  '<img src=x onerror=window.hacked=1>临政发〔2023〕9号',
  '',
  '一、重点任务<img src=x onerror="window.hacked=1">',
  '1.岸电设施<script>window.hacked=1</script>。新建岸电设施，[办事指南](javascript:window.hacked=1)、[外网](http://evil.example/a)，![图](http://evil.example/x.png)。</script><svg onload=window.hacked=1>建成20套。（牵头单位：市<b onmouseover=window.hacked=1>港口局；配合单位：=HYPERLINK("http://evil.example","x")局、@SUM(A1)局、市财政局）',
  '2.=HYPERLINK("http://evil.example","点我")。更新航道设备。（牵头单位：市交通运输局）',
  "3.@SUM(1+1)*cmd|' /C calc'!A0。开展航道巡检。（牵头单位：市交通运输局）",
  "4.+cmd|' /C calc'!A1。完善港口照明。（牵头单位：市交通运输局）",
  "5.-2+3+cmd|' /C calc'!A2。完善港口消防。（牵头单位：市交通运输局）",
  '6.\u202e口港慧智\u202c港口监测。建设港口监测平台，http://evil.example/b <http://evil.example/c> www.evil.example。（牵头单位：市交通运输局）',
  '7.\t=1+1。清理港口垃圾。（牵头单位：市交通运输局）',
  '8.港口统计\u0000。\u0007统计港口\u001b[31m货物。&lt;script&gt;window.hacked=1&lt;/script&gt;\\<img src=x onerror=window.hacked=1\\>（牵头单位：市交通运输局）',
  '9.＝1+1。汇总港口数据。（牵头单位：市交通运输局）',
  '',
].join('\n');

export const HOSTILE_UNITS = [
  '市<bonmouseover=window.hacked=1>港口局',
  '=HYPERLINK("http://evil.example","x")局',
  '@SUM(A1)局',
];

/** Questions whose answers carry the document's title, headings, units and words: by unit, list, comparison, count, refusal. */
export const QUESTIONS = [
  '智慧港口建设行动计划里岸电设施由谁牵头、谁配合？',
  '港口监测由谁牵头？建设什么？',
  '市交通运输局有哪些任务？',
  '智慧港口建设行动计划有哪几条？',
  '航道设备由谁更新？',
  '新建岸电设施建成多少套？',
  '新建岸电设施的预算是多少？',
  '哪些条款提到“港口”？',
  '=HYPERLINK("http://evil.example","x")局有哪些任务？',
  '市<b onmouseover=window.hacked=1>港口局有哪些任务？',
  '比较岸电设施和港口监测的牵头单位',
  '货物由谁统计？',
  '哪些条款提到“\u202e港口\u2066”？',
  '\u001b[2J货物\u0007由谁统计？',
  '港口数据由谁汇总？![图](http://evil.example/x.png)<script>window.hacked=1</script>',
];
