import type { ChannelCheck, ChannelReport } from '../../channels/ports/channel-check.ts';
import type { Config } from '../../config/config.ts';
import type { Secrets } from '../../config/secrets.ts';

/** Without these the bot cannot read or answer; `docs/slack-manifest.yaml` asks for the same. */
export const NEEDED_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'mpim:history',
  'mpim:read',
] as const;

const SLACK_API = 'https://slack.com/api/';
const TIMEOUT_MS = 10_000;
/** Slack refuses five minutes; beyond one something is wrong. */
const LARGEST_SKEW_MS = 60_000;

/** What Slack's bot needs: settings, token, rights, address, clock. Calls Slack once (twice with Socket Mode). */
export async function checkSlack(config: Config, secrets: Secrets): Promise<ChannelReport> {
  const { slackBotToken, slackSigningSecret, slackAppToken } = secrets;
  const isConfigured = [slackBotToken, slackSigningSecret, slackAppToken].some((secret) => secret !== null);
  if (!isConfigured) return { name: 'Slack', checks: [] };
  const token = slackBotToken?.reveal() ?? null;
  const ofToken =
    token === null
      ? [no('未设置 SLACK_BOT_TOKEN（xoxb- 开头的机器人令牌）')]
      : await checkToken(config, token);
  const { socketMode, apiUrl } = config.slack;
  const ofDoor = socketMode
    ? await checkSocket(apiUrl, slackAppToken?.reveal() ?? '')
    : [
        slackSigningSecret === null
          ? no('未设置 SLACK_SIGNING_SECRET，/slack/events 不会开放；在 Slack 应用的 Basic Information 页')
          : yes('签名密钥已设置'),
        checkPublicUrl(config, '请求地址'),
      ];
  const links = socketMode ? [checkPublicUrl(config, '出处链接')] : [];
  return { name: 'Slack', checks: [...ofToken, ...ofDoor, ...links] };
}

async function checkToken(config: Config, token: string): Promise<ChannelCheck[]> {
  const { apiUrl, teams } = config.slack;
  const called = await callSlack(apiUrl, 'auth.test', token);
  if (called === null)
    return [no(`连不上 Slack（${new URL(apiUrl ?? SLACK_API).host}），请检查网络与 SLACK_API_URL`)];
  const { reply, headers, at } = called;
  const clock = checkClock(headers.get('date'), at);
  if (reply['ok'] !== true)
    return [no(`机器人令牌不可用：${String(reply['error'] ?? '未知错误')}`), ...clock];
  const team = String(reply['team_id'] ?? '');
  const isAnswered = teams.length === 0 || teams.includes(team);
  return [
    yes(`机器人令牌有效：工作区 ${String(reply['team'] ?? '')}（${team}）`),
    ...(isAnswered ? [] : [no(`SLACK_TEAMS 不含令牌所属的工作区 ${team}，那里的提问不会得到回答`)]),
    checkScopes(headers.get('x-oauth-scopes')),
    ...clock,
  ];
}

function checkScopes(header: string | null): ChannelCheck {
  if (header === null) return no('Slack 没有告知令牌的权限范围');
  const own = header.split(',').map((scope) => scope.trim());
  const missing = NEEDED_SCOPES.filter((scope) => !own.includes(scope));
  if (missing.length === 0) return yes('权限范围齐全');
  return no(`缺少权限范围：${missing.join('、')}；在 OAuth & Permissions 页添加后须重新安装应用`);
}

function checkClock(date: string | null, at: number): ChannelCheck[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const skew = Math.round(Math.abs(theirs - at) / 1000);
  if (skew * 1000 <= LARGEST_SKEW_MS) return [yes('本机时钟与 Slack 一致')];
  return [no(`本机时钟与 Slack 相差 ${skew} 秒，超过 300 秒时全部请求都会被拒绝；请校准时钟`)];
}

/** Slack's servers call it, and people open the links. */
function checkPublicUrl({ publicUrl, hasPublicUrl }: Config, what: string): ChannelCheck {
  if (!hasPublicUrl) return no(`未设置 PUBLIC_URL（对外网址），${what}无法使用`);
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== 'https:') return no(`PUBLIC_URL 不是 https:// 开头，Slack 不接受这样的${what}`);
  const isLocal = /^(?:localhost|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|\[.*\])$/.test(
    hostname,
  );
  if (isLocal || !hostname.includes('.'))
    return no(
      `PUBLIC_URL 是内网或本机地址（${hostname}），外面无法访问；没有外网入口请用 SLACK_SOCKET_MODE=true`,
    );
  return what === '请求地址' ? yes(`请求地址：${publicUrl}/slack/events`) : yes(`出处链接：${publicUrl}`);
}

async function checkSocket(apiUrl: string | null, appToken: string): Promise<ChannelCheck[]> {
  const called = await callSlack(apiUrl, 'apps.connections.open', appToken);
  if (called === null) return [no('连不上 Slack，Socket Mode 无法使用')];
  if (called.reply['ok'] === true) return [yes('应用令牌有效，Socket Mode 可用')];
  return [
    no(
      `应用令牌不可用：${String(called.reply['error'] ?? '未知错误')}；须为 xapp- 开头、含 connections:write，并已开启 Socket Mode`,
    ),
  ];
}

/** Plainly, for the headers. Null where Slack cannot be reached. */
async function callSlack(apiUrl: string | null, method: string, token: string) {
  try {
    const response = await fetch(`${apiUrl ?? SLACK_API}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const at = Date.now();
    const reply = (await response.json()) as Record<string, unknown>;
    return { reply, headers: response.headers, at };
  } catch {
    return null;
  }
}

const yes = (text: string): ChannelCheck => ({ isOk: true, text });
const no = (text: string): ChannelCheck => ({ isOk: false, text });
