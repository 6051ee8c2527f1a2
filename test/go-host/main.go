// A host for tests: starts a plugin the way Packer does and drives its components through the SDK's
// own client packages. Usage: host PLUGIN gob|protobuf
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"

	"github.com/hashicorp/hcl/v2/hcldec"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	packrpc "github.com/hashicorp/packer-plugin-sdk/rpc"
	"github.com/zclconf/go-cty/cty"
)

const cookie = "PACKER_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

func check(err error) {
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// component starts a process for one component; done waits for its end.
func component(plugin, mode, kind, name string) (client *packrpc.Client, done func()) {
	args := []string{"start", kind, name}
	if mode == "protobuf" {
		args = []string{"start", kind, "--protobuf", name}
	}
	cmd := exec.Command(plugin, args...)
	cmd.Env = append(os.Environ(), cookie, "PACKER_PLUGIN_MIN_PORT=10000", "PACKER_PLUGIN_MAX_PORT=25000")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	check(err)
	check(cmd.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	check(err)
	parts := strings.SplitN(strings.TrimSpace(line), "|", 4)
	if len(parts) != 4 || parts[0] != "5" || parts[1] != "0" {
		check(fmt.Errorf("unexpected greeting %q", line))
	}
	conn, err := net.Dial(parts[2], parts[3])
	check(err)
	client, err = packrpc.NewClient(conn)
	check(err)
	client.UseProto = mode == "protobuf"
	return client, func() {
		client.Close()
		conn.Close()
		err := cmd.Wait()
		fmt.Println(kind, name, "ended:", err)
	}
}

// body makes a complete object for a specification, as Packer sends it.
func body(spec hcldec.ObjectSpec, given map[string]cty.Value) cty.Value {
	values := map[string]cty.Value{}
	for name, t := range hcldec.ImpliedType(spec).AttributeTypes() {
		values[name] = cty.NullVal(t)
		if v, ok := given[name]; ok {
			values[name] = v
		}
	}
	return cty.ObjectVal(values)
}

var settings = map[string]interface{}{
	"packer_build_name": "x", "packer_builder_type": "null", "packer_core_version": "1.16.0",
	"packer_debug": "false", "packer_force": "false", "packer_on_error": "",
	"packer_sensitive_variables": []string{},
}

// machine answers every command with the command itself.
type machine struct{ packersdk.MockCommunicator }

func (m *machine) Start(ctx context.Context, rc *packersdk.RemoteCmd) error {
	go func() {
		if rc.Stdin != nil {
			io.Copy(rc.Stdout, rc.Stdin)
		}
		io.WriteString(rc.Stdout, "ran: "+rc.Command+"\n")
		rc.SetExited(0)
	}()
	return nil
}

func main() {
	plugin, mode := os.Args[1], os.Args[2]
	ui := &packersdk.BasicUi{Reader: strings.NewReader(""), Writer: os.Stdout, ErrorWriter: os.Stdout}

	client, done := component(plugin, mode, "datasource", "words")
	source := client.Datasource()
	check(source.Configure(body(source.ConfigSpec(), map[string]cty.Value{"text": cty.StringVal("one two")})))
	fmt.Println("output type:", hcldec.ImpliedType(source.OutputSpec()).GoString())
	value, err := source.Execute()
	check(err)
	fmt.Println("words:", value.GetAttr("words").GoString(), value.GetAttr("count").AsBigFloat().String())
	done()

	client, done = component(plugin, mode, "provisioner", "hello")
	hello := client.Provisioner()
	spec := hello.ConfigSpec()
	fmt.Println("refused:", hello.Prepare(settings, body(spec, map[string]cty.Value{"whom": cty.StringVal("w"), "times": cty.NumberIntVal(0)}), nil))
	check(hello.Prepare(settings, body(spec, map[string]cty.Value{"whom": cty.StringVal("world"), "on_machine": cty.True}), map[string]interface{}{"times": 2}))
	data := map[string]interface{}{"ID": "m-1", "Port": 22}
	check(hello.Provision(context.Background(), ui, new(machine), data))
	done()

	client, done = component(plugin, mode, "post-processor", "report")
	report := client.PostProcessor()
	path := os.Args[3]
	check(report.Configure(settings, body(report.ConfigSpec(), map[string]cty.Value{"path": cty.StringVal(path)})))
	input := &packersdk.MockArtifact{IdValue: "in", FilesValue: []string{"a", "b"}}
	output, keep, force, err := report.PostProcess(context.Background(), ui, input)
	check(err)
	fmt.Println("report:", output.Id(), keep, force)
	done()
}
