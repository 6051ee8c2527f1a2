/**
 * A binary floating-point number with an explicit mantissa precision: sign × mantissa × 2^exponent
 * (template-language 3.2).
 */
export class BigFloat {
  readonly negative: boolean;
  /** Zero, or odd-normalised by the constructors of this class. Meaningless when infinite. */
  readonly mantissa: bigint;
  readonly exponent: number;
  /** In bits: 512 for literals, 64 for whole numbers made by functions, 53 for 64-bit floats. */
  readonly precision: number;
  readonly infinite: boolean;

  constructor(
    negative: boolean,
    mantissa: bigint,
    exponent: number,
    precision: number,
    infinite = false,
  ) {
    this.negative = negative;
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.precision = precision;
    this.infinite = infinite;
  }
}
