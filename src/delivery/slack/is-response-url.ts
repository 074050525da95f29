const SLACK_HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/** Whether an address to answer to is Slack's, or that of the stand-in which `SLACK_API_URL` names. */
export function isResponseUrl(text: string, apiUrl: string | null): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (apiUrl !== null && url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && url.port === '' && SLACK_HOSTS.has(url.hostname);
}
