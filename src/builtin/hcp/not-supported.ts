/** The data sources of HCP Packer are known and checked; what they would fetch is not to be had here. */
export function notSupported(type: string): never {
  throw new Error(
    `HCP Packer is not supported: the data source ${type} cannot be read. Use an input variable ` +
      'in its place, and pass what HCP Packer shows with -var',
  );
}
