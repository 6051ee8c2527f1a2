import { postProcessor, throwIfCancelled } from '../../sdk/index.ts';
import { indentedJson } from '../provenance/go-json.ts';
import { checkProvenance, schema, signerOf } from '../provenance/options.ts';
import { outputPath, writeWhole } from '../provenance/output-file.ts';
import { signed } from '../provenance/sign.ts';
import { statementOf } from '../provenance/statement.ts';

/** States how the artifact was made, in a file beside it, signed if wanted (components 2.16). */
export const component = postProcessor({
  schema,
  check: checkProvenance,
  process: async (call, input) => {
    const { config, host, signal, ui } = call;
    const unchanged = { artifact: input, keepInput: 'always' } as const;
    if (config.provenance === false) return unchanged;
    throwIfCancelled(signal);
    const statement = await statementOf(call, input);
    const path = await outputPath(call, input);
    const keys = { signer: signerOf(config), verifier: config.verifier };
    const isSigned = config.signing_mode === 'key';
    const content = isSigned ? await signed(statement, keys, host.platform.files) : statement;
    await writeWhole(path, indentedJson(content), host.platform);
    await ui.say(`Wrote attestation to ${path}`);
    return unchanged;
  },
});
