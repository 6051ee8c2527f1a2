/** Options that builders of every kind once had under these names; `fix` knows the new ones. */
export const renamedEverywhere: readonly string[] = [
  'iso_checksum_type',
  'iso_checksum_url',
  'iso_md5',
  'ssh_disable_agent',
  'ssh_host_port_max',
  'ssh_host_port_min',
  'ssh_key_path',
  'ssh_skip_nat_mapping',
  'ssh_wait_timeout',
];
