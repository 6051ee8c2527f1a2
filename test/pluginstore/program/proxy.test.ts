// How the program reaches the internet, as its users have it: through a proxy, with authorities of their own.
import { describe, expect, it } from 'vitest';
import { startSocks } from '../../real/ssh/socks.ts';
import { everyTestOnline } from './online.ts';
import { publish, publishOnGithub, requiring } from './releases.ts';

const online = everyTestOnline();

const source = 'github.com/acme/cloud';
const unsigned = `The releases of ${source} are not signed by a key that is known; only their checksums are verified.\n`;
const folder = `<DIR>/home/.config/packer/plugins/${source}`;
const installed = {
  exit: 0,
  stdout: `Installed plugin ${source} v1.2.3 in "${folder}/packer-plugin-cloud_v1.2.3_x5.0_<OS>_<ARCH>"\n`,
  stderr: unsigned,
};
const failed = (why: string) => ({
  exit: 1,
  stdout: `Failed getting the "${source}" plugin:\n1 error occurred:\n\t* ${why}\n\n\n`,
});
const tags = 'https://api.github.com/repos/acme/packer-plugin-cloud/git/matching-refs/tags';

async function acme() {
  const { machine, internet } = online;
  await publishOnGithub(internet, 'acme', { name: 'cloud', version: '1.2.3' });
  machine.write('t/a.pkr.hcl', requiring({ cloud: [source, '>= 1.0.0'] }));
}
const init = (environment: Record<string, string> = {}) =>
  online.machine.run(['init', 't'], { environment });
const tunnels = () => [...new Set(online.internet.proxied.map(({ asked }) => asked))];

describe('a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])(
    'in %s is asked for tunnels, and hears nothing else',
    async (name) => {
      await acme();
      const { HTTPS_PROXY: proxy = '', ...others } = online.machine.environment;
      delete online.machine.environment.HTTPS_PROXY;
      expect(others.HTTPS_PROXY).toBeUndefined();
      expect(await init({ [name]: proxy, GITHUB_TOKEN: 'top-secret-token' })).toEqual(installed);
      expect(tunnels()).toEqual(['api.github.com:443', 'github.com:443']);
      expect(JSON.stringify(online.internet.proxied)).not.toContain('top-secret-token');
      const withToken = online.internet.reached.filter(({ headers }) => headers.authorization);
      expect(withToken.map(({ address, headers }) => [address, headers.authorization])).toEqual([
        [
          'api.github.com/repos/acme/packer-plugin-cloud/git/matching-refs/tags',
          'Bearer top-secret-token',
        ],
      ]);
    },
  );

  it('can want a password, which no message shows', async () => {
    await acme();
    online.internet.credentials = 'us er:top-secret';
    const { proxy } = online.internet;
    expect(await init({ HTTPS_PROXY: `http://us%20er:top-secret@${proxy}` })).toEqual(installed);
    expect(
      await init({
        HTTPS_PROXY: `http://joe:top-secrets@${proxy}`,
        PACKER_PLUGIN_PATH: '/nowhere',
      }),
    ).toEqual(
      failed(
        `Get "${tags}": the proxy http://joe:***@${proxy} answered 407 Proxy Authentication Required`,
      ),
    );
  });

  it('that is not there is named', async () => {
    await acme();
    expect(await init({ HTTPS_PROXY: 'http://joe:top-secret@127.0.0.1:1' })).toEqual(
      failed(
        `Get "${tags}": the proxy http://joe:***@127.0.0.1:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1`,
      ),
    );
  });

  it('of a kind that cannot be used is named', async () => {
    await acme();
    expect(await init({ HTTPS_PROXY: 'socks4://joe:top-secret@127.0.0.1:1' })).toEqual(
      failed(
        `Get "${tags}": the proxy socks4://joe:***@127.0.0.1:1 in HTTPS_PROXY cannot be used: it is none for http, https or socks5`,
      ),
    );
  });

  it('can speak SOCKS', async () => {
    await acme();
    const socks = await startSocks(Number(online.internet.direct.split(':')[1]));
    expect(await init({ HTTPS_PROXY: `socks5://me:pass@127.0.0.1:${socks.port}` })).toEqual(
      installed,
    );
    expect(new Set(socks.log)).toEqual(
      new Set(['login me', 'connect api.github.com:443', 'connect github.com:443']),
    );
    await socks.close();
  });

  it('is not asked for hosts in NO_PROXY', async () => {
    await acme();
    const { direct } = online.internet;
    const mirror = `https://localhost:${direct.split(':')[1]}`;
    await publish(online.internet, 'localhost/github.com/acme', {
      name: 'cloud',
      version: '1.2.3',
    });
    expect(await init({ TSPACKER_PLUGIN_MIRROR: mirror })).toEqual(installed);
    expect(online.internet.proxied).toEqual([]);
  });

  it('is given plain addresses of plain sites, without the token', async () => {
    await acme();
    const site = 'mirror.example.com/plugins/github.com/acme';
    await publish(online.internet, site, { name: 'cloud', version: '1.2.3' });
    expect(
      await init({
        HTTP_PROXY: `http://joe:pass@${online.internet.proxy}`,
        TSPACKER_PLUGIN_MIRROR: 'http://mirror.example.com/plugins/',
        PACKER_GITHUB_API_TOKEN: 'top-secret-token',
      }),
    ).toEqual(installed);
    expect(tunnels()[0]).toBe(`http://${site}/packer-plugin-cloud/index.json`);
    expect(JSON.stringify(online.internet.proxied)).not.toContain('top-secret-token');
    const basic = `Basic ${Buffer.from('joe:pass').toString('base64')}`;
    expect(new Set(online.internet.proxied.map(({ authorization }) => authorization))).toEqual(
      new Set([basic]),
    );
  });
});

describe('the data source http', () => {
  it('goes through the proxy, too', async () => {
    const { machine, internet } = online;
    internet.pages.set('mirror.example.com/text', 'hello');
    machine.write(
      'a.pkr.hcl',
      'data "http" "a" {\n  url = "https://mirror.example.com/text"\n}\nlocals {\n  text = data.http.a.body\n}\n',
    );
    const asked = machine.run(['console', 'a.pkr.hcl'], { stdin: 'local.text\n' });
    expect(await asked).toEqual({ exit: 0, stdout: 'hello\n' });
    expect(tunnels()).toEqual(['mirror.example.com:443']);
  });
});

describe('certificates', () => {
  it.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'])(
    'of authorities in %s are trusted',
    async (name) => {
      await acme();
      const { machine, internet } = online;
      delete machine.environment.NODE_EXTRA_CA_CERTS;
      const path = machine.write('authorities/own.pem', internet.authority.certificate);
      machine.write('authorities/README', 'not a certificate');
      const value =
        name === 'SSL_CERT_DIR' ? `${machine.folder}/nowhere:${machine.folder}/authorities` : path;
      expect(await init({ [name]: value })).toEqual(installed);
    },
  );

  it('of unknown authorities are not', async () => {
    await acme();
    delete online.machine.environment.NODE_EXTRA_CA_CERTS;
    expect(await init()).toEqual(failed(`Get "${tags}": unable to verify the first certificate`));
    expect(online.internet.reached).toEqual([]);
  });

  it('must be for the host that is asked', async () => {
    await acme();
    online.machine.write(
      't/a.pkr.hcl',
      requiring({ cloud: ['other.example.com/acme/cloud', '>= 1.0.0'] }),
    );
    const { exit, stdout } = await init({ TSPACKER_PLUGIN_HOSTS: 'other.example.com' });
    expect([exit, stdout.split('\n')[2]]).toEqual([
      1,
      '\t* Get "https://other.example.com/acme/packer-plugin-cloud/index.json": Hostname/IP does not match certificate\'s altnames: Host: other.example.com. is not in the cert\'s altnames: DNS:releases.hashicorp.com, DNS:api.github.com, DNS:github.com, DNS:objects.githubusercontent.com, DNS:plugins.example.com, DNS:mirror.example.com, DNS:localhost',
    ]);
  });
});
