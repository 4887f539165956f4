/**
 * In a request, the id of the account that its page was made for: the server refuses it for any other (ACCOUNT_CHANGED).
 * In an answer, the account that it is for.
 */
export const ACCOUNT_HEADER = 'x-aforo-account';
