import {
  amazonPrivateIp,
  amazonTemporaryCidrs,
  azureExcludeFromLatest,
  cleanImageName,
  createTime,
  guestAdditionsAttach,
  isoChecksum,
  isoMd5,
  qemuDiskSize,
  vmwareCompaction,
  vsphereNetworkAndDisk,
} from './builder-rewrites.ts';
import {
  dockerEmail,
  dockerTags,
  powershellEscapes,
  vagrantOverride,
  virtualboxOverride,
} from './other-rewrites.ts';
import {
  all,
  every,
  type Holds,
  prefix,
  type Renaming,
  type Rewrite,
  remove,
  rename,
  renameType,
  types,
} from './rewrites.ts';

/** One thing that `fix` knows how to bring up to date. */
export interface Fixer {
  readonly name: string;
  /** What `fix -h` says about it. */
  readonly synopsis: string;
  readonly rewrite: Rewrite;
}

const amazon = prefix('amazon-');
const parallels = types('parallels-iso', 'parallels-pvm');
const hyperv = types('hyperv-iso', 'hyperv-vmcx');

/** The new key wins if both are there. */
function keeping(from: string, to: string, holds: Holds = 'anything'): Renaming {
  return { from, to, holds, keeps: true };
}

/** The old key wins if both are there. */
function replacing(from: string, to: string, holds: Holds = 'anything'): Renaming {
  return { from, to, holds, keeps: false };
}

function fixer(name: string, synopsis: string, rewrite: Rewrite): Fixer {
  return { name, synopsis, rewrite };
}

/** Every fixer, in the order in which they must run: what one renames, a later one finds. */
export const fixers: readonly Fixer[] = [
  fixer('iso-md5', 'Replaces "iso_md5" in builders with "iso_checksum"', isoMd5),
  fixer('createtime', 'Replaces ".CreateTime" in builder configs with "{{timestamp}}"', createTime),
  fixer(
    'virtualbox-gaattach',
    'Updates VirtualBox builders using "guest_additions_attach" to use "guest_additions_mode"',
    guestAdditionsAttach,
  ),
  fixer(
    'pp-vagrant-override',
    'Fixes provider-specific overrides for Vagrant post-processor',
    vagrantOverride,
  ),
  fixer(
    'virtualbox-rename',
    'Updates "virtualbox" builders to "virtualbox-iso"',
    all(renameType('virtualbox', 'virtualbox-iso'), virtualboxOverride),
  ),
  fixer(
    'vmware-rename',
    'Updates "vmware" builders to "vmware-iso"',
    renameType('vmware', 'vmware-iso'),
  ),
  fixer(
    'parallels-headless',
    'Removes unused "headless" from Parallels builders',
    remove('builders', parallels, 'headless'),
  ),
  fixer(
    'parallels-deprecations',
    'Removes deprecated "parallels_tools_host_path" from Parallels builders and changes "guest_os_distribution" to "guest_os_type".',
    all(
      remove('builders', parallels, 'parallels_tools_host_path'),
      rename('builders', parallels, replacing('guest_os_distribution', 'guest_os_type')),
    ),
  ),
  fixer(
    'sshkeypath',
    'Updates builders using "ssh_key_path" to use "ssh_private_key_file"',
    rename('builders', every, keeping('ssh_key_path', 'ssh_private_key_file', 'string')),
  ),
  fixer(
    'sshdisableagent',
    'Updates builders using "ssh_disable_agent" to use "ssh_disable_agent_forwarding"',
    rename(
      'builders',
      every,
      keeping('ssh_disable_agent', 'ssh_disable_agent_forwarding', 'boolean'),
    ),
  ),
  fixer(
    'scaleway-access-key',
    'Updates builders using "access_key" to use "organization_id"',
    rename('builders', types('scaleway'), keeping('access_key', 'organization_id', 'string')),
  ),
  fixer(
    'manifest-filename',
    'Updates "manifest" post-processor so any "filename" field is renamed to "output".',
    rename('postProcessors', types('manifest'), replacing('filename', 'output', 'string')),
  ),
  fixer(
    'amazon-shutdown_behavior',
    'Changes "shutdown_behaviour" to "shutdown_behavior" in Amazon builders.',
    rename('builders', amazon, replacing('shutdown_behaviour', 'shutdown_behavior')),
  ),
  fixer(
    'amazon-enhanced-networking',
    'Replaces "enhanced_networking" in builders with "ena_support"',
    rename('builders', amazon, replacing('enhanced_networking', 'ena_support', 'boolean')),
  ),
  fixer(
    'amazon-private-ip',
    'Replaces `"ssh_private_ip": true` in amazon builders with `"ssh_interface": "private_ip"`',
    amazonPrivateIp,
  ),
  fixer(
    'amazon-temp-sec-cidrs',
    'Replaces "temporary_security_group_source_cidr" (string) with "temporary_security_group_source_cidrs" (list of strings)',
    amazonTemporaryCidrs,
  ),
  fixer('docker-email', 'Removes "login_email" from the Docker builder.', dockerEmail),
  fixer(
    'docker-tag-tags',
    'Updates "docker" post-processor so any "tag" field is renamed to "tags".',
    dockerTags,
  ),
  fixer(
    'powershell-escapes',
    'Removes PowerShell escapes from user env vars and elevated username and password strings',
    powershellEscapes,
  ),
  fixer(
    'vmware-compaction',
    'Adds "skip_compaction = true" to "vmware-iso" builders with incompatible disk_type_id',
    vmwareCompaction,
  ),
  fixer(
    'hyperv-deprecations',
    'Removes the deprecated "vhd_temp_path" setting from Hyper-V ISO builder templates',
    remove('builders', types('hyperv-iso'), 'vhd_temp_path'),
  ),
  fixer(
    'hyperv-vmxc-typo',
    'Fixes a typo replacing "clone_from_vmxc_path" with "clone_from_vmcx_path" in Hyper-V VMCX builder templates',
    rename(
      'builders',
      types('hyperv-vmcx'),
      replacing('clone_from_vmxc_path', 'clone_from_vmcx_path'),
    ),
  ),
  fixer(
    'hyperv-cpu-and-ram',
    'Replaces "cpu" with "cpus" and "ram_size" with "memory"in Hyper-V VMCX builder templates',
    rename('builders', hyperv, replacing('cpu', 'cpus'), replacing('ram_size', 'memory')),
  ),
  fixer(
    'clean-image-name',
    'Replaces /clean_(image|ami)_name/ in builder configs with "clean_resource_name"',
    cleanImageName,
  ),
  fixer(
    'spot-price-auto-product',
    'Removes the deprecated "spot_price_auto_product" setting from Amazon builder templates',
    remove(
      'builders',
      types('amazon-ebs', 'amazon-ebssurrogate', 'amazon-ebsvolume', 'amazon-instance'),
      'spot_price_auto_product',
    ),
  ),
  fixer('qemu-disk-size', 'Updates "disk_size" from int to string in QEMU builders.', qemuDiskSize),
  fixer(
    'galaxy-command',
    'Replaces "galaxycommand" in ansible-local provisioner configs with "galaxy_command"',
    rename('provisioners', types('ansible-local'), keeping('galaxycommand', 'galaxy_command')),
  ),
  fixer(
    'comm-config',
    'Remove ssh prefixes from communicator port forwarding configuration (host_port_min, host_port_max, skip_nat_mapping)',
    rename(
      'builders',
      prefix('virtualbox'),
      keeping('ssh_host_port_min', 'host_port_min'),
      keeping('ssh_host_port_max', 'host_port_max'),
      keeping('ssh_skip_nat_mapping', 'skip_nat_mapping', 'boolean'),
    ),
  ),
  fixer(
    'ssh-wait-timeout',
    'Replaces "ssh_wait_timeout" with "ssh_timeout"',
    rename('builders', every, keeping('ssh_wait_timeout', 'ssh_timeout', 'string')),
  ),
  fixer(
    'vsphere-iso-net-disk',
    'Removes deprecated network and disk fields from "vsphere-iso" builder',
    vsphereNetworkAndDisk,
  ),
  fixer(
    'iso-checksum-type-and-url',
    'Puts content of potential "iso_checksum_url" and "iso_checksum_url" in "iso_checksum"',
    isoChecksum,
  ),
  fixer(
    'qemu-host-port',
    'Updates ssh_host_port_min and ssh_host_port_max to host_port_min and host_port_max',
    rename(
      'builders',
      types('qemu'),
      replacing('ssh_host_port_min', 'host_port_min'),
      replacing('ssh_host_port_max', 'host_port_max'),
    ),
  ),
  fixer(
    'azure-exclude_from_latest',
    'Changes "exlude_from_latest" to "exclude_from_latest" in Azure builders.',
    azureExcludeFromLatest,
  ),
  fixer(
    'proxmox-type',
    'Updates the builder type proxmox to proxmox-iso',
    renameType('proxmox', 'proxmox-iso'),
  ),
];
