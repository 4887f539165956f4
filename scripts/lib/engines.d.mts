export declare function missingBuiltIns(): string[][];
