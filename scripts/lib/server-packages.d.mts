export const SHARED_PACKAGES: string[];
export const DRAWING_PACKAGES: string[];
export const EXTERNAL_PACKAGES: string[];
