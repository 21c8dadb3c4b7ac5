/** Which files were made from which, by which recipe; they can be made again at any time. */
export interface DerivedFiles {
  find(sourceSha256: string, recipeHash: string): Promise<string | null>;
  record(sourceSha256: string, recipeHash: string, sha256: string): Promise<void>;
}

/** Remembers within one process; for tools that have no database at hand. */
export function rememberedFiles(): DerivedFiles {
  const known = new Map<string, string>();
  return {
    find: (source, recipe) => Promise.resolve(known.get(`${source} ${recipe}`) ?? null),
    record: (source, recipe, sha256) => {
      known.set(`${source} ${recipe}`, sha256);
      return Promise.resolve();
    },
  };
}
