/** What a question asks of a document as a whole, or of the service. */
export type About = 'summary' | 'goals' | 'outline' | 'parts' | 'service';

/** One row: words that ask for it. */
export interface AboutWord {
  readonly about: About;
  /** Alternatives of a regular expression. */
  readonly pattern: string;
  readonly example: string;
  readonly counterExample: string;
}

export const ABOUT_WORDS: readonly AboutWord[] = [
  {
    about: 'service',
    pattern:
      '(?:(?:你|您)好[，！。]?)?(?:请问)?(?:你|您|(?:你们?|这个?|本|该)?(?:系统|助手|机器人|工具|服务|网站))(?:都|还)?(?:能|会|可以|可|有)(?:帮|给|为)?(?:我|我们|大家)?(?:做|干|办|问|查|回答|解答|提供)?(?:些)?(?:什么|啥|哪些)(?:事情?|问题|功能|忙|用处|本领|本事)?|(?:能|可以)(?:帮|给|为)我(?:们)?(?:做|干|办|查)(?:些)?(?:什么|啥|哪些)|(?:有|都有)(?:些)?(?:什么|啥|哪些)(?:功能|用处|本领|本事)|(?:(?:你|您|(?:你们?|这个?|本|该)?(?:系统|助手|机器人|工具|服务|网站)))?(?:该|要|应该)?(?:怎么|如何|怎样)(?:使用|用|提问|问|查)(?:你|这个)?(?:系统|助手|机器人|工具)?|使用(?:说明|方法|帮助)|你是(?:谁|什么|干什么的|做什么的)',
    example: '你能做什么',
    counterExample: '市教委要做什么',
  },
  {
    about: 'outline',
    pattern: '(?:汇报|发言|讲话|交流|工作)?(?:材料|稿)?(?:的)?(?:提纲|大纲)|汇报(?:材料|稿)',
    example: '写一份汇报提纲',
    counterExample: '写一份通知',
  },
  {
    about: 'parts',
    pattern:
      '目录|(?:总体|整体|内容)?(?:框架|结构)|(?:共|一共|总共|都)?(?:有|分为?|分成|包括|包含|由)(?:了)?(?:哪|多少|几)几?(?:个|大)?(?:部分|章节?|板块)(?:组成|构成)?',
    example: '分为哪几部分',
    counterExample: '保障措施这部分由谁负责',
  },
  {
    about: 'goals',
    pattern:
      '(?:总体|总的|主要|发展|工作|建设|行动|奋斗|具体|预期)?(?:的)?(?:总)?目标(?!任务)|要?(?:达到|实现)(?:什么|啥|怎样的)(?:目的|效果|程度|样子)',
    example: '总体目标是什么',
    counterExample: '目标任务由谁分解',
  },
  {
    about: 'summary',
    pattern:
      '概括|总结|概述|归纳|简述|概要|摘要|梗概|大意|要点|介绍|(?:主要|核心|基本|大致|大概)?(?:内容|意思)|(?:主要|大致|大概|都|究竟|到底)?(?:讲|说|写|谈|规定|提)(?:的|了|到)?(?:是|些)?(?:什么|啥|哪些)(?:内容|事情?|东西)?|(?:说说|讲讲|谈谈|介绍)|(?:[几一两二三四五六七八九十]|\\d{1,2})(?:句话?|段话?|百?字(?:以内)?|行)',
    example: '用三句话概括',
    counterExample: '教育经验由谁推广',
  },
];
