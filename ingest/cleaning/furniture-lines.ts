import type { TextLine } from './text-line.ts';

const SHARED_WITH = '新浪|腾讯|QQ|微信|微博|朋友圈|空间|好友|豆瓣|人人|网易|复制链接|更多';

/** A short entry of a bar 「首页 | 新闻」, as a piece of a pattern that can fit in one way only. */
function barCell(stops: string): string {
  return `(?:\\s*[^|｜${stops}\\s](?:[^|｜${stops}]{0,8}[^|｜${stops}\\s])?\\s*|\\s+)`;
}

/**
 * Lines that belong to the page and not to the document, wherever they stand. Each rule reads a whole line, so that a sentence
 * that merely contains such words (「优化网站“分享到”功能」) stays.
 */
const ANYWHERE: readonly RegExp[] = [
  /** 「天津服务外包公共信息平台欢迎您!」 */
  /^[^，。；：]{2,30}(?:网|网站|平台|门户|频道|系统)\s*欢迎[您你](?:的?(?:光临|访问|到来|使用))?\s*[!！。]*$/u,
  /^(?:您好[，,]?\s*)?欢迎(?:您|你)?(?:来到|光临|访问|登录|浏览|进入)[^，。；]{0,30}[!！。]*$/u,
  /^今天是[:：]?\s*\d{4}年\d{1,2}月\d{1,2}日.{0,12}$/u,
  new RegExp(
    `^(?:一键)?分享(?:到|至|本文|按钮)?\\s*[:：]?(?:\\s*(?:${SHARED_WITH})(?:(?!${SHARED_WITH})\\S){0,4})*\\s*[:：]?$`,
    'u',
  ),
  /^扫(?:一扫|码|描二维码|描)[^，。；]{0,4}(?:在)?(?:手机|微信|移动端)?(?:上)?(?:打开|浏览|分享|查看|阅读|关注|访问)?(?:当前页面?|本页|该页|更多|我们|公众号)?(?:内容)?$/u,
  /^(?:请?使用)?微信[“"]?扫一扫[”"]?.{0,16}$/u,
  /^微信里点[“"]?发现[”"]?.{0,12}$/u,
  /^二维码便可将.{0,24}$/u,
  /^(?:上|下)一[篇条页个](?:文章|信息|新闻)?(?:\s*[:：].*)?$/u,
  /^(?:(?:您|你)?(?:现在|当前|目前)的?(?:所在的?)?|(?:您|你)的?(?:所在的?)?|所在)位置(?:是)?\s*[:：]?\s*(?:(?:网站)?首页|主页)?(?:\s*(?:>|＞|»|›|→|\/|-)+.*)?$/u,
  /^位置\s*[:：]\s*(?:网站)?(?:首页|主页)(?:\s*(?:>|＞|»|›|→|\/|-)+.*)?$/u,
  /^(?:网站)?(?:首页|主页)\s*(?:>|＞|»|›|→)+.*$/u,
  /^tags?\s*(?:标签|关键词|关键字)?\s*[:：][^。；]*$/iu,
  /^.{0,60}(?:ICP备|公网安备)\s*[\dA-Z]*.{0,80}$/iu,
  /^(?:版权所有|copyright|©)[^。；]{0,100}$/iu,
  /^.{0,40}网站标识码\s*[:：]?\s*\w+.{0,60}$/u,
  /^_GoBack$/u,
  /** 「临江市人民政府门户网站」 */
  /^[^，。；：]{2,24}(?:门户网站|政务网|信息网)$/u,
];

/** 「首页 | 走进临江 | 新闻中心 | 政务公开」 */
const BAR = new RegExp(`^(?:${barCell('，。；：')}[|｜]){2,}\\s*[^|｜，。；：]{1,10}$`, 'u');

/** A markdown rule: ---, ***, - - -; a rule drawn across the page: ━━━━━━, ======== below no heading. */
const RULE =
  /^\s*(?:-[ \t]*){3,}$|^\s*(?:\*[ \t]*){3}$|^\s*(?:_[ \t]*){3,}$|^\s*(?:[━─═＿]{4,}|[=＝~～]{8,})\s*$/u;

/** Furniture in the last lines of a page; elsewhere they may be table cells or headings. */
const AT_THE_END: readonly RegExp[] = [
  /^(?:标签|关键词|关键字)\s*[:：][^。；]{0,60}$/u,
  /^(?:主办|承办|技术支持|网站管理|联系方式)(?:单位)?\s*[:：].{0,60}(?:技术支持|承办|网站|邮箱|电话|备案号).{0,60}$/u,
  /^(?:打印|关闭|返回|收藏|顶部)$/u,
  /^(?:附件下载|相关附件|相关解读|政策解读|解读链接|相关链接|相关政策)\s*[:：]\s*[^。；]{0,80}$/u,
  /** 「[一图读懂]」: a link whose address is gone. */
  /^\[[^[\]]*[\u4e00-\u9fff]{2}[^[\]]*\]$/u,
  new RegExp(`^(?:${barCell('。；')}[|｜])+.{0,60}(?:版权所有|网站地图|联系我们|ICP备).{0,60}$`, 'u'),
  /^(?:【|\[)?(?:相关附件下载|附件下载|相关附件|相关链接|相关文章|相关阅读|相关解读|相关文档|相关新闻|相关信息|延伸阅读|推荐阅读|原文下载|文件下载)(?:】|\])?\s*[:：]?$/u,
];

/** Buttons of a page; a line of two or more of them, or of one that is never a word of a text. */
const BUTTON =
  /字体大小|字号大小|字体|字号|超大|特大|默认|大|中|小|打印本页|打印|关闭窗口|关闭本页|关闭|加入收藏|收藏本页|我要收藏|收藏|我要分享|分享到|分享|新浪微博|腾讯微博|微博|微信|朋友圈|QQ空间|QQ好友|QQ|返回顶部|返回首页|返回列表|回到顶部|返回|我要纠错|纠错|语音播报|朗读|设为首页|网站地图|关于我们|联系我们|法律声明|隐私声明|网站声明|版权声明|无障碍浏览|无障碍|长者模式|适老版|手机版|下载文字版|下载图片版|下载|保存/gu;
const UNMISTAKABLE_BUTTON =
  /^(?:字体大小|打印本页|关闭窗口|关闭本页|加入收藏|收藏本页|我要收藏|我要分享|我要纠错|返回顶部|返回首页|返回列表|回到顶部|语音播报|设为首页|网站地图|长者模式|下载文字版|下载图片版)$/u;
const STRONG_BUTTON = /字体|字号|打印|关闭|收藏|分享|微博|纠错|顶部|首页|地图|联系我们|无障碍|长者|手机版/u;

export function isFurnitureAnywhere({ text, bare }: TextLine): boolean {
  if (RULE.test(text)) return true;
  return (
    bare !== '' && bare.length <= 200 && (ANYWHERE.some((rule) => rule.test(bare)) || isButtonLine(bare))
  );
}

/** A bar of links; `lines[at]` is a row of a table where a line beside it has as many cells. */
export function isLinkBar(lines: readonly TextLine[], at: number): boolean {
  const { bare } = lines[at]!;
  if (bare.length > 200 || !BAR.test(bare)) return false;
  const width = cellsOf(bare);
  return ![lines[at - 1], lines[at + 1]].some((line) => line !== undefined && cellsOf(line.bare) === width);
}

function cellsOf(bare: string): number {
  return bare.length > 2000 ? 0 : bare.replace(/^[|｜]|[|｜]$/gu, '').split(/[|｜]/u).length;
}

export function isFurnitureAtTheEnd(bare: string): boolean {
  return bare !== '' && bare.length <= 300 && AT_THE_END.some((rule) => rule.test(bare));
}

/** 「字体：【大 中 小】 打印 关闭」 */
function isButtonLine(bare: string): boolean {
  const buttons = bare.match(BUTTON);
  if (!buttons || bare.replace(BUTTON, '').replace(/[\s|｜【】[\]()（）·•/:：,，>+-]/gu, '') !== '')
    return false;
  if (buttons.length === 1) return UNMISTAKABLE_BUTTON.test(buttons[0]!);
  return STRONG_BUTTON.test(bare);
}
