/** One thing that a channel needs, as `npm run doctor` found it. */
export interface ChannelCheck {
  readonly isOk: boolean;
  /** One line for people, with what to do where it is not as it should be. Holds no secret. */
  readonly text: string;
}

/** What was found of one channel. */
export interface ChannelReport {
  /** As people call it: Slack, 飞书 … */
  readonly name: string;
  /** Empty where the channel is not configured. */
  readonly checks: readonly ChannelCheck[];
}
