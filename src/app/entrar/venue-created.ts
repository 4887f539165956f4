/** The parameter of the sign-in page's address after a setup whose sign-in failed: the page says that the venue exists. */
export const VENUE_CREATED = 'creado';
