/** A layer's folder, whether its own files stand below its rooms or above them, and its rooms, lowest first. */
export interface Layer {
  folder: string;
  base: 'below' | 'above';
  rooms: string[];
}

export const LAYERS: Layer[];
export const roomCategories: { category: string; pattern: string }[];
export const roomPolicies: object[];
