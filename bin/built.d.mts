export declare const ROOT: string;
export declare const BUILT: string;
export declare function builtName(source: string): string;
export declare function stateOfBuild(root?: string): 'current' | 'stale' | 'missing';
