import { describe, expect, it } from 'vitest';
import { createSecret } from '../../../src/config/secret.ts';
import { openCallback } from '../../../src/delivery/wecom/open-callback.ts';
import { readXml } from '../../../src/delivery/wecom/read-xml.ts';

/** The example of WeCom's own sample code. */
const SETTINGS = {
  corpId: 'wx5823bf96d3bd56c7',
  agentId: 218,
  secret: createSecret('unused'),
  token: createSecret('QDG6eK'),
  encodingAesKey: createSecret('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'),
  apiUrl: 'unused',
};
const ECHO = {
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const MESSAGE = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};
const at = (timestamp: string) => new Date(Number(timestamp) * 1000);

describe('a callback of WeCom', () => {
  it("is read as WeCom's sample code reads its example", () => {
    expect(openCallback(ECHO, SETTINGS, at(ECHO.timestamp))).toBe('1616140317555161061');
    const plain = openCallback(MESSAGE, SETTINGS, at(MESSAGE.timestamp));
    expect(readXml(plain!)).toMatchObject({ ToUserName: SETTINGS.corpId, Content: 'hello', AgentID: '218' });
  });

  it.each([
    ['signature', { signature: ECHO.signature.replace('5', '6') }],
    ['signature in capitals', { signature: ECHO.signature.toUpperCase() }],
    ['signature twice', { signature: [ECHO.signature, ECHO.signature] }],
    ['nonce', { nonce: '1' }],
    ['text', { encrypted: `A${ECHO.encrypted.slice(1)}` }],
    ['no text', { encrypted: '' }],
    ['no timestamp', { timestamp: undefined }],
  ])('is refused with another %s', (_name, changes) => {
    expect(openCallback({ ...ECHO, ...changes }, SETTINGS, at(ECHO.timestamp))).toBeNull();
  });

  it('is refused when it is old, and for another company', () => {
    expect(openCallback(ECHO, SETTINGS, at('1409659890'))).toBeNull();
    expect(openCallback(ECHO, { ...SETTINGS, corpId: 'wx' }, at(ECHO.timestamp))).toBeNull();
  });
});

describe('XML', () => {
  it.each([
    ['<xml><A>1</A><B><![CDATA[<x>&amp;]]></B></xml>', { A: '1', B: '<x>&amp;' }],
    ['<?xml version="1.0"?>\n<xml><A>7389236123456789013</A></xml>', { A: '7389236123456789013' }],
    ['<xml><A>&lt;&e;</A></xml>', { A: '&lt;&e;' }],
    ['<xml><A><B>1</B></A></xml>', {}],
  ])('%s', (text, fields) => {
    expect(readXml(text)).toEqual(fields);
  });

  it.each([
    '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
    '<xml><!DOCTYPE a [<!ENTITY e "x">]><A>&e;</A></xml>',
    '<other><A>1</A></other>',
    'text',
    '',
  ])('%s is refused', (text) => {
    expect(readXml(text)).toBeNull();
  });

  it('has no names of its own to reach through', () => {
    const fields = readXml('<xml><__proto__><a>1</a></__proto__><constructor>x</constructor></xml>');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(fields?.['Encrypt']).toBeUndefined();
  });
});
