export declare function faultsOfScript(source: string, known?: ReadonlySet<string>): string[];
