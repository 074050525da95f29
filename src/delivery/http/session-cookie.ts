/** The cookie that stands for a key in the page. */
export const SESSION_COOKIE = 'tiaowen_session';
