package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/packer-plugin-sdk/common"
	"github.com/hashicorp/packer-plugin-sdk/communicator"
	"github.com/hashicorp/packer-plugin-sdk/multistep"
	"github.com/hashicorp/packer-plugin-sdk/multistep/commonsteps"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/hashicorp/packer-plugin-sdk/template/config"
	"github.com/hashicorp/packer-plugin-sdk/template/interpolate"
	"github.com/zclconf/go-cty/cty"
)

// StepsBuilder is made as real plugins are: of the SDK's own steps, against a machine that is already there.
type StepsBuilder struct {
	config StepsConfig
}

type StepsConfig struct {
	common.PackerConfig `mapstructure:",squash"`
	Host                string `mapstructure:"host"`
	Port                int    `mapstructure:"port"`
	User                string `mapstructure:"user"`
	KeyFile             string `mapstructure:"key_file"`
	HTTPDir             string `mapstructure:"http_directory"`
	Marker              string `mapstructure:"marker"`

	comm communicator.Config
	ctx  interpolate.Context
}

type flatStepsConfig struct {
	PackerBuildName     *string           `mapstructure:"packer_build_name" cty:"packer_build_name" hcl:"packer_build_name"`
	PackerBuilderType   *string           `mapstructure:"packer_builder_type" cty:"packer_builder_type" hcl:"packer_builder_type"`
	PackerCoreVersion   *string           `mapstructure:"packer_core_version" cty:"packer_core_version" hcl:"packer_core_version"`
	PackerDebug         *bool             `mapstructure:"packer_debug" cty:"packer_debug" hcl:"packer_debug"`
	PackerForce         *bool             `mapstructure:"packer_force" cty:"packer_force" hcl:"packer_force"`
	PackerOnError       *string           `mapstructure:"packer_on_error" cty:"packer_on_error" hcl:"packer_on_error"`
	PackerUserVars      map[string]string `mapstructure:"packer_user_variables" cty:"packer_user_variables" hcl:"packer_user_variables"`
	PackerSensitiveVars []string          `mapstructure:"packer_sensitive_variables" cty:"packer_sensitive_variables" hcl:"packer_sensitive_variables"`
	Host                *string           `mapstructure:"host" cty:"host" hcl:"host"`
	Port                *int              `mapstructure:"port" cty:"port" hcl:"port"`
	User                *string           `mapstructure:"user" cty:"user" hcl:"user"`
	KeyFile             *string           `mapstructure:"key_file" cty:"key_file" hcl:"key_file"`
	HTTPDir             *string           `mapstructure:"http_directory" cty:"http_directory" hcl:"http_directory"`
	Marker              *string           `mapstructure:"marker" cty:"marker" hcl:"marker"`
}

func (*StepsConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatStepsConfig)
}

func (*flatStepsConfig) HCL2Spec() map[string]hcldec.Spec { return new(StepsBuilder).ConfigSpec() }

func (b *StepsBuilder) ConfigSpec() hcldec.ObjectSpec {
	s := packerSpec()
	s["host"] = attr("host", cty.String)
	s["port"] = attr("port", cty.Number)
	s["user"] = attr("user", cty.String)
	s["key_file"] = attr("key_file", cty.String)
	s["http_directory"] = attr("http_directory", cty.String)
	s["marker"] = attr("marker", cty.String)
	return s
}

func (b *StepsBuilder) Prepare(raws ...interface{}) ([]string, []string, error) {
	err := config.Decode(&b.config, &config.DecodeOpts{PluginType: "rig-steps", Interpolate: true}, raws...)
	if err != nil {
		return nil, nil, err
	}
	c := &b.config
	c.comm = communicator.Config{Type: "ssh"}
	c.comm.SSHHost, c.comm.SSHPort, c.comm.SSHUsername = c.Host, c.Port, c.User
	c.comm.SSHPrivateKeyFile = c.KeyFile
	if errs := c.comm.Prepare(&c.ctx); len(errs) > 0 {
		return nil, nil, &packersdk.MultiError{Errors: errs}
	}
	return nil, nil, nil
}

// stepMarker makes a file for as long as the build runs: a test sees whether clean-up happened.
type stepMarker struct{ file string }

func (s *stepMarker) Run(ctx context.Context, state multistep.StateBag) multistep.StepAction {
	if s.file == "" {
		return multistep.ActionContinue
	}
	if err := os.WriteFile(s.file, nil, 0644); err != nil {
		state.Put("error", err)
		return multistep.ActionHalt
	}
	return multistep.ActionContinue
}

func (s *stepMarker) Cleanup(state multistep.StateBag) {
	state.Get("ui").(packersdk.Ui).Say("removing the marker")
	os.Remove(s.file)
}

func (b *StepsBuilder) Run(ctx context.Context, ui packersdk.Ui, hook packersdk.Hook) (packersdk.Artifact, error) {
	c := &b.config
	state := new(multistep.BasicStateBag)
	state.Put("hook", hook)
	state.Put("ui", ui)
	state.Put("instance_id", "machine-1")
	state.Put("http_ip", "127.0.0.1")
	steps := []multistep.Step{
		&stepMarker{file: c.Marker},
		&commonsteps.StepHTTPServer{HTTPDir: c.HTTPDir, HTTPPortMin: 18000, HTTPPortMax: 19000, HTTPAddress: "127.0.0.1"},
		&communicator.StepConnect{
			Config:    &c.comm,
			Host:      func(multistep.StateBag) (string, error) { return c.Host, nil },
			SSHConfig: c.comm.SSHConfigFunc(),
		},
		new(commonsteps.StepProvision),
	}
	runner := commonsteps.NewRunner(steps, c.PackerConfig, ui)
	runner.Run(ctx, state)
	if err, ok := state.GetOk("error"); ok {
		return nil, err.(error)
	}
	if _, ok := state.GetOk(multistep.StateCancelled); ok {
		return nil, errors.New("Build was cancelled.")
	}
	if _, ok := state.GetOk(multistep.StateHalted); ok {
		return nil, errors.New("Build was halted.")
	}
	data, _ := state.Get("generated_data").(map[string]interface{})
	return &Artifact{folder: filepath.Join(os.TempDir(), fmt.Sprintf("no-such-folder-%d", os.Getpid())), data: data}, nil
}
