/** What a claim of a vector carries where many of its values can be had at once: those at these points, all with the same cotangent or tangent, to the bit those that it gives one by one. */
export interface ManyClaims {
  readonly many?: (xs: readonly never[], ...along: readonly never[]) => readonly unknown[];
}
