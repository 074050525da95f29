import { describe, expect, it } from 'vitest';
import { isResponseUrl } from '../../../src/delivery/slack/is-response-url.ts';
import { plainText } from '../../../src/delivery/slack/plain-text.ts';

describe('what a person wrote', () => {
  it.each([
    ['<@U0BOT> 谁牵头？', '谁牵头？'],
    ['<@U0BOT|条文> 谁牵头？', '谁牵头？'],
    ['请 <@U0BOT> 查 <#C1|大厅> 和 <https://a.cn/x|通知>', '请 查 大厅 和 通知'],
    ['<!here> A &amp; B &lt;3 &amp;lt;', 'A & B <3 &lt;'],
    ['看 <https://a.cn/x?a=1&amp;b=2>', '看 https://a.cn/x?a=1&b=2'],
    ['一\n二', '一\n二'],
    ['<@U0BOT>', ''],
  ])('%s', (text, expected) => {
    expect(plainText(text, 'U0BOT')).toBe(expected);
  });
});

describe('addresses that are answered to', () => {
  it.each([
    ['https://hooks.slack.com/commands/T/1/x', null, true],
    ['https://hooks.slack-gov.com/commands/T/1/x', null, true],
    ['http://hooks.slack.com/x', null, false],
    ['https://hooks.slack.com.evil.example/x', null, false],
    ['https://hooks.slack.com:8443/x', null, false],
    ['https://evil.example/', 'http://127.0.0.1:9/api/', false],
    ['http://127.0.0.1:9/hook', 'http://127.0.0.1:9/api/', true],
    ['', null, false],
  ])('%s with %s: %s', (url, apiUrl, expected) => {
    expect(isResponseUrl(url, apiUrl)).toBe(expected);
  });
});
