/** The parameter of the sign-in page's address while it asks for a code: the password was right. */
export const NEEDS_CODE = 'codigo';
