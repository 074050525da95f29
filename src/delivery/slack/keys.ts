/** Names a message for good: the same for the message and the mention in it. */
export function messageKeyOf(team: string, channel: string, ts: string): string {
  return `${team}:${channel}:${ts}`;
}

/** A thread is named by the message that began it. */
export function threadKeyOf(team: string, channel: string, threadTs: string): string {
  return `${team}:${channel}:${threadTs}`;
}

export function userKeyOf(team: string, user: string): string {
  return `${team}:${user}`;
}
