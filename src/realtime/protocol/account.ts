/**
 * In a request, the id of the account for which its page was made: the server refuses it for any other account (ACCOUNT_CHANGED).
 * In an answer, the account that it is for.
 */
export const ACCOUNT_HEADER = 'x-aforo-account';
