export function buildNative(product?: string): void;
