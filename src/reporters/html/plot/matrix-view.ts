/** Numbers in rows of equal length. */
export type Table = readonly (readonly number[])[];

/** One of the pictures of a matrix of derivatives: the claim, the measurement, or a difference. */
export interface MatrixView {
  readonly title: string;
  readonly values: Table;
  /** The largest absolute value, which has the deepest colour. */
  readonly size: number;
  /** For a difference: the error bar of each entry. An entry beyond its bar is red, any other is blank. */
  readonly bars?: Table;
}
