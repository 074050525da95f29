import type { CheerioAPI } from 'cheerio';

/** Names of sites and channels that stand behind the title: 「…的通知_通知公告_临江市人民政府」. */
const SUFFIX = /\s*[-_|—–]+\s*[^-_|—–]*$/u;
const SITE = /(?:网|网站|门户|首页|政府|信息公开)$/u;

/** What the page is called: a heading that its <title> repeats, else what the site notes in <meta>, else the <title> without the site's names. */
export function titleOf($: CheerioAPI): string {
  const whole = squeeze($('title').first().text());
  const headings = $('h1,h2')
    .map((_, element) => squeeze($(element).text()))
    .get()
    .filter((text) => text.length >= 4);
  const repeated = headings.find((text) => bare(whole).includes(bare(text)) && !SITE.test(text));
  if (repeated) return repeated;
  const noted = squeeze($('meta[name="ArticleTitle" i]').attr('content') ?? '');
  if (noted !== '') return noted;
  let title = whole;
  for (let i = 0; i < 4 && SUFFIX.test(title); i++) {
    const shorter = title.replace(SUFFIX, '');
    if (shorter.length < 6) break;
    title = shorter;
  }
  if (title !== '' && !SITE.test(title)) return title;
  return headings.find((text) => !SITE.test(text)) ?? '';
}

export function bare(text: string): string {
  return text.replace(/[\s\u3000]+/gu, '');
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
