/** For so long a message about a sign-in on a new device is tried. */
export const SIGN_IN_TOLD_MS = 24 * 60 * 60_000;
