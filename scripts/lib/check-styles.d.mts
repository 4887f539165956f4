export declare function faultsOfStyles(css: string): string[];
