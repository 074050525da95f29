import type { CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';

const NO_TEXT =
  'script,style,noscript,template,iframe,object,embed,svg,canvas,head>link,head>meta,button,select,input,textarea';
const AROUND =
  'nav,footer,aside,[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=complementary]';
const HIDING = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu;

/** Takes out what is no text or around the article. Returns the characters of prose that stood in hidden elements. */
export function stripPage($: CheerioAPI): number {
  let hidden = 0;
  $(NO_TEXT).remove();
  $('[style],[hidden],[aria-hidden=true]').each((_, element) => {
    const { attribs } = element as Element;
    const isHidden =
      'hidden' in attribs || attribs['aria-hidden'] === 'true' || HIDING.test(attribs['style'] ?? '');
    if (!isHidden) return;
    const text = $(element).text().replace(/\s+/gu, '');
    if (/[。；]/u.test(text) && text.length >= 20) hidden += text.length;
    $(element).remove();
  });
  $(AROUND).remove();
  $('header').each((_, element) => {
    if ($(element).find('h1').length === 0) $(element).remove();
  });
  return hidden;
}
