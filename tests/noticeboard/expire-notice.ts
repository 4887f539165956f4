/** The job that takes a notice down; its key is `{venue's id} {notice's id}`. */
export const EXPIRE_NOTICE = 'expire-notice';
