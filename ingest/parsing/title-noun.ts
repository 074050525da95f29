/** What the titles of official documents end in, as a piece of a pattern. */
export const TITLE_NOUN =
  '(?:通知|意见|方案|计划|办法|规定|条例|细则|措施|决定|公告|通告|公报|纲要|规划|分解表|分工表|任务表|清单|台账|要点|表|函|批复|报告|指南|指引|规则|章程|准则|标准|规范|目录|令|政策|若干政策|安排|分工|制度|意见稿|倡议|说明|解读|行动|工程|名单)';
