import { describe, expect, test } from 'vitest';
import { fixedProblem, fixers, fixTemplate } from '../../src/legacy/index.ts';
import { bytes } from './support.ts';

const fixed = (template: unknown): unknown => {
  const result = fixTemplate(bytes(JSON.stringify(template)));
  return result.ok ? JSON.parse(result.value) : result.error;
};

/** A builder before and after. */
const builders: readonly (readonly [string, object, object])[] = [
  ['iso-md5', { type: 'a', iso_md5: 'x' }, { type: 'a', iso_checksum: 'md5:x' }],
  ['iso-md5', { type: 'a', iso_md5: 5 }, { type: 'a', iso_md5: 5 }],
  [
    'createtime',
    { type: 'a', ami_name: 'x {{ .CreateTime }}', x: '{{.CreateTime}}' },
    { type: 'a', ami_name: 'x {{timestamp}}', x: '{{.CreateTime}}' },
  ],
  [
    'virtualbox-gaattach',
    { type: 'virtualbox', guest_additions_attach: true },
    { type: 'virtualbox-iso', guest_additions_mode: 'attach' },
  ],
  [
    'virtualbox-gaattach',
    { type: 'virtualbox', guest_additions_attach: false },
    { type: 'virtualbox-iso', guest_additions_mode: 'upload' },
  ],
  [
    'virtualbox-gaattach',
    { type: 'virtualbox-iso', guest_additions_attach: true },
    { type: 'virtualbox-iso', guest_additions_attach: true },
  ],
  ['vmware-rename', { type: 'vmware' }, { type: 'vmware-iso' }],
  ['parallels-headless', { type: 'parallels-iso', headless: true }, { type: 'parallels-iso' }],
  [
    'parallels-deprecations',
    {
      type: 'parallels-pvm',
      parallels_tools_host_path: 'x',
      guest_os_distribution: 'd',
      guest_os_type: 't',
    },
    { type: 'parallels-pvm', guest_os_type: 'd' },
  ],
  ['sshkeypath', { type: 'a', ssh_key_path: 'old' }, { type: 'a', ssh_private_key_file: 'old' }],
  [
    'sshkeypath',
    { type: 'a', ssh_key_path: 'old', ssh_private_key_file: 'new' },
    { type: 'a', ssh_private_key_file: 'new' },
  ],
  ['sshkeypath', { type: 'a', ssh_key_path: 5 }, { type: 'a', ssh_key_path: 5 }],
  [
    'sshdisableagent',
    { type: 'a', ssh_disable_agent: true },
    { type: 'a', ssh_disable_agent_forwarding: true },
  ],
  [
    'scaleway-access-key',
    { type: 'scaleway', access_key: 'k' },
    { type: 'scaleway', organization_id: 'k' },
  ],
  ['scaleway-access-key', { type: 'other', access_key: 'k' }, { type: 'other', access_key: 'k' }],
  [
    'amazon-shutdown_behavior',
    { type: 'amazon-ebs', shutdown_behaviour: 'stop' },
    { type: 'amazon-ebs', shutdown_behavior: 'stop' },
  ],
  [
    'amazon-enhanced-networking',
    { type: 'amazon-ebs', enhanced_networking: false },
    { type: 'amazon-ebs', ena_support: false },
  ],
  [
    'amazon-private-ip',
    { type: 'amazon-ebs', ssh_private_ip: true },
    { type: 'amazon-ebs', ssh_interface: 'private_ip' },
  ],
  [
    'amazon-private-ip',
    { type: 'amazon-ebs', ssh_private_ip: 'F' },
    { type: 'amazon-ebs', ssh_interface: 'public_ip' },
  ],
  [
    'amazon-private-ip',
    { type: 'amazon-ebs', ssh_private_ip: true, ssh_interface: 'x' },
    { type: 'amazon-ebs', ssh_private_ip: true, ssh_interface: 'x' },
  ],
  [
    'amazon-temp-sec-cidrs',
    { type: 'amazon-ebs', temporary_security_group_source_cidr: '0/0' },
    { type: 'amazon-ebs', temporary_security_group_source_cidrs: ['0/0'] },
  ],
  [
    'vmware-compaction',
    { type: 'vmware-iso', remote_type: 'esx5' },
    { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'zeroedthick', skip_compaction: true },
  ],
  [
    'vmware-compaction',
    { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'thin' },
    { type: 'vmware-iso', remote_type: 'esx5', disk_type_id: 'thin' },
  ],
  ['hyperv-deprecations', { type: 'hyperv-iso', vhd_temp_path: 'x' }, { type: 'hyperv-iso' }],
  [
    'hyperv-vmxc-typo',
    { type: 'hyperv-vmcx', clone_from_vmxc_path: 'x' },
    { type: 'hyperv-vmcx', clone_from_vmcx_path: 'x' },
  ],
  [
    'hyperv-cpu-and-ram',
    { type: 'hyperv-iso', cpu: 2, ram_size: 3 },
    { type: 'hyperv-iso', cpus: 2, memory: 3 },
  ],
  [
    'clean-image-name',
    {
      type: 'a',
      n: '{{clean_image_name `x`}}',
      tags: { a: '{{clean_ami_name `x`}}' },
      deep: [{ a: 'clean_ami_name' }],
      image_labels: ['clean_ami_name'],
    },
    {
      type: 'a',
      n: '{{clean_resource_name `x`}}',
      tags: { a: '{{clean_resource_name `x`}}' },
      deep: [{ a: 'clean_ami_name' }],
      image_labels: ['clean_ami_name'],
    },
  ],
  [
    'spot-price-auto-product',
    { type: 'amazon-ebs', spot_price_auto_product: 'x' },
    { type: 'amazon-ebs' },
  ],
  ['qemu-disk-size', { type: 'qemu', disk_size: 4000 }, { type: 'qemu', disk_size: '4000M' }],
  ['qemu-disk-size', { type: 'qemu', disk_size: '4G' }, { type: 'qemu', disk_size: '4G' }],
  [
    'comm-config',
    {
      type: 'virtualbox-ovf',
      ssh_host_port_min: 1,
      ssh_host_port_max: 2,
      ssh_skip_nat_mapping: true,
      host_port_max: 9,
    },
    { type: 'virtualbox-ovf', host_port_min: 1, host_port_max: 9, skip_nat_mapping: true },
  ],
  ['ssh-wait-timeout', { type: 'a', ssh_wait_timeout: '1s' }, { type: 'a', ssh_timeout: '1s' }],
  [
    'vsphere-iso-net-disk',
    {
      type: 'vsphere-iso',
      network: 'n',
      network_card: 'c',
      disk_size: 1,
      disk_thin_provisioned: true,
      storage: [{ a: 1 }],
    },
    {
      type: 'vsphere-iso',
      network_adapters: [{ network: 'n', network_card: 'c' }],
      storage: [{ disk_size: 1, disk_thin_provisioned: true }, { a: 1 }],
    },
  ],
  [
    'iso-checksum-type-and-url',
    { type: 'a', iso_checksum: 'x', iso_checksum_type: 'sha256' },
    { type: 'a', iso_checksum: 'sha256:x' },
  ],
  [
    'iso-checksum-type-and-url',
    { type: 'a', iso_checksum: 'x', iso_checksum_type: 'sha256', iso_checksum_url: 'u' },
    { type: 'a', iso_checksum: 'file:u' },
  ],
  ['iso-checksum-type-and-url', { type: 'a', iso_checksum_type: 'none' }, { type: 'a' }],
  [
    'qemu-host-port',
    { type: 'qemu', ssh_host_port_min: 1, ssh_host_port_max: 2 },
    { type: 'qemu', host_port_min: 1, host_port_max: 2 },
  ],
  [
    'azure-exclude_from_latest',
    { type: 'azure-chroot', shared_image_destination: { exlude_from_latest: true } },
    { type: 'azure-chroot', shared_image_destination: { exclude_from_latest: true } },
  ],
  ['proxmox-type', { type: 'proxmox' }, { type: 'proxmox-iso' }],
  ['no type', { iso_md5: 'x', headless: true }, { iso_checksum: 'md5:x', headless: true }],
];

describe('builders', () => {
  test.each(builders)('%s: %j', (_fixer, before, after) => {
    expect(fixed({ builders: [before] })).toEqual({ builders: [after] });
  });
});

const others: readonly (readonly [string, object, object])[] = [
  [
    'pp-vagrant-override',
    { 'post-processors': [[{ type: 'vagrant', aws: { x: 1 }, output: 'o' }]] },
    { 'post-processors': [[{ type: 'vagrant', output: 'o', override: { aws: { x: 1 } } }]] },
  ],
  [
    'virtualbox-rename',
    { provisioners: [{ type: 'a', override: { virtualbox: { x: 1 } } }] },
    { provisioners: [{ type: 'a', override: { 'virtualbox-iso': { x: 1 } } }] },
  ],
  [
    'virtualbox-rename',
    { provisioners: [{ type: 'a', override: [null, { virtualbox: { x: 1 } }, { y: 2 }] }] },
    { provisioners: [{ type: 'a', override: { y: 2, 'virtualbox-iso': { x: 1 } } }] },
  ],
  [
    'manifest-filename',
    { 'post-processors': ['compress', { type: 'manifest', filename: 'f' }] },
    { 'post-processors': ['compress', { type: 'manifest', output: 'f' }] },
  ],
  [
    'docker-email',
    { 'post-processors': [{ type: 'docker-push', login_email: 'e' }] },
    { 'post-processors': [{ type: 'docker-push' }] },
  ],
  [
    'docker-tag-tags',
    { 'post-processors': [{ type: 'docker-tag', tag: 'a, b', tags: ['b', 'c'] }] },
    { 'post-processors': [{ type: 'docker-tag', tags: ['a', 'b', 'c'] }] },
  ],
  [
    'docker-tag-tags',
    { 'post-processors': [{ type: 'docker-tag' }] },
    { 'post-processors': [{ type: 'docker-tag', tags: [] }] },
  ],
  [
    'powershell-escapes',
    {
      provisioners: [
        {
          type: 'powershell',
          elevated_user: 'a`$b',
          elevated_password: '`"``',
          environment_vars: ["X=`'", 5],
        },
      ],
    },
    {
      provisioners: [
        {
          type: 'powershell',
          elevated_user: 'a$b',
          elevated_password: '"`',
          environment_vars: ["X='", 5],
        },
      ],
    },
  ],
  [
    'galaxy-command',
    { provisioners: [{ type: 'ansible-local', galaxycommand: 'old', galaxy_command: 'new' }] },
    { provisioners: [{ type: 'ansible-local', galaxy_command: 'new' }] },
  ],
];

describe('provisioners and post-processors', () => {
  test.each(others)('%s: %j', (_fixer, before, after) => {
    expect(fixed(before)).toEqual({ builders: null, ...after });
  });

  test('without post-processors nobody loses an e-mail address', () => {
    const template = { builders: [{ type: 'docker', login_email: 'e' }] };
    expect(fixed(template)).toEqual(template);
  });
});

const problems: readonly (readonly [string, string])[] = [
  ['', 'Error parsing template: EOF'],
  ['{"a":', 'Error parsing template: unexpected EOF'],
  [
    '{,',
    "Error parsing template: invalid character ',' looking for beginning of object key string",
  ],
  [
    '[]',
    'Error parsing template: json: cannot unmarshal array into Go value of type map[string]interface {}',
  ],
  [
    '5',
    'Error parsing template: json: cannot unmarshal number into Go value of type map[string]interface {}',
  ],
  [
    '{"builders": {}}',
    "Error fixing: 1 error(s) decoding:\n\n* 'Builders': source data must be an array or slice, got map",
  ],
  [
    '{"builders": ["x"]}',
    "Error fixing: 1 error(s) decoding:\n\n* 'Builders[0]' expected a map, got 'string'",
  ],
  [
    '{"builders": [{"type": "amazon-ebs", "ssh_private_ip": "maybe"}]}',
    'Error fixing: ssh_private_ip is not a boolean, strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  [
    '{"provisioners": [{"type": "shell", "override": 5}]}',
    "Error fixing: '' expected a map, got 'float64'",
  ],
  [
    '{"builders": [1, {}, "a", null]}',
    "Error fixing: 2 error(s) decoding:\n\n* 'Builders[0]' expected a map, got 'float64'\n* 'Builders[2]' expected a map, got 'string'",
  ],
  [
    '{"provisioners": [{"override": [{}, ["x"]]}]}',
    "Error fixing: '[1][0]' expected a map, got 'string'",
  ],
  ['{"provisioners": [{"override": null}, {"override": [null, {}]}]}', 'fixed'],
];

describe('templates that cannot be fixed', () => {
  test.each(problems)('%j', (text, expected) => {
    const result = fixTemplate(bytes(text));
    expect(result.ok ? 'fixed' : result.error).toBe(expected);
  });
});

test('the text is sorted, indented, and escapes what HTML would mind but for angle brackets', () => {
  const text =
    '{"z": {}, "builders": [], "a": "<&>\\u2028\\u0001\\"", "n": [1, 1.5, 1e21, -0, 12345678901234567890, null]} ignored';
  const result = fixTemplate(bytes(text));
  expect(result.ok && result.value).toBe(`{
  "a": "<\\u0026>\\u2028\\u0001\\"",
  "builders": [],
  "n": [
    1,
    1.5,
    1e+21,
    -0,
    12345678901234567000,
    null
  ],
  "z": {}
}
`);
});

test('one provisioner that is no list becomes one', () => {
  const result = fixTemplate(bytes('{"builders": [], "provisioners": 5}'));
  expect(result.ok && JSON.parse(result.value)).toEqual({ builders: [], provisioners: [5] });
});

test('what is left to say after fixing', () => {
  expect(fixedProblem('{"builders": [], "bogus": 1}')).toBe(
    "Error! Fixed template fails to parse: 1 error occurred:\n\t* Unknown root level key in template: 'bogus'\n\n\n\nThis is usually caused by an error in the input template.\nPlease fix the error and try again.",
  );
  expect(fixedProblem('{"builders": []}')).toBe(
    'Error! Fixed template failed to validate: 1 error occurred:\n\t* at least one builder must be defined\n\n\n\nThis is usually caused by an error in the input template.\nPlease fix the error and try again.',
  );
  expect(fixedProblem('{"builders": [{"type": "a"}]}')).toBeUndefined();
});

test('there are as many fixers as there were', () => {
  expect(fixers.map(({ name }) => name)).toHaveLength(34);
});
