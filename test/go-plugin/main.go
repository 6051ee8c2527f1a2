// A plugin for tests: every kind of component, every kind of specification, and trouble on demand.
// It is built against several releases of the plugin SDK (the sdk-*.mod files beside it).
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/packer-plugin-sdk/plugin"
	"github.com/hashicorp/packer-plugin-sdk/version"
)

func main() {
	set := plugin.NewSet()
	set.RegisterBuilder(plugin.DEFAULT_NAME, new(Builder))
	set.RegisterBuilder("steps", new(StepsBuilder))
	set.RegisterBuilder("raw", new(RawBuilder))
	set.RegisterProvisioner("raw", new(RawProvisioner))
	set.RegisterPostProcessor("raw", new(RawPostProcessor))
	set.RegisterProvisioner("run", new(RunProvisioner))
	set.RegisterProvisioner("copy", new(CopyProvisioner))
	set.RegisterPostProcessor("note", new(NotePostProcessor))
	set.RegisterBuilder("flow", new(FlowBuilder))
	set.RegisterProvisioner("flow", new(FlowProvisioner))
	set.RegisterPostProcessor("flow", new(FlowPostProcessor))
	set.RegisterDatasource("echo", new(EchoDatasource))
	set.RegisterDatasource("kinds", new(KindsDatasource))
	set.SetVersion(version.InitializePluginVersion("1.2.3", ""))
	if err := set.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err.Error())
		os.Exit(1)
	}
}
