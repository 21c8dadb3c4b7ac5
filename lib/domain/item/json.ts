/** JSON as PostgreSQL's jsonb and RFC 8785 both hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type ItemData = { readonly [name: string]: Json };

/** One item of a version: the domain's own stable key and its content. */
export interface Item {
  key: string;
  data: ItemData;
}

/** Facts of the whole version (the pinned file, draws, …) by reserved key; reserved keys start with "$". */
export type Facts = ReadonlyMap<string, ItemData>;
