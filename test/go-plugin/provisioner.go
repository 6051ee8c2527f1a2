package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/packer-plugin-sdk/common"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/hashicorp/packer-plugin-sdk/template/config"
	"github.com/zclconf/go-cty/cty"
)

// RunProvisioner runs one command and shows what came of it.
type RunProvisioner struct {
	config RunConfig
}

type RunConfig struct {
	common.PackerConfig `mapstructure:",squash"`
	Command             string   `mapstructure:"command"`
	Input               string   `mapstructure:"input"`
	Show                []string `mapstructure:"show"`
	Ask                 string   `mapstructure:"ask"`
	Trouble             string   `mapstructure:"trouble"`
}

type flatRunConfig struct {
	PackerBuildName     *string           `mapstructure:"packer_build_name" cty:"packer_build_name" hcl:"packer_build_name"`
	PackerBuilderType   *string           `mapstructure:"packer_builder_type" cty:"packer_builder_type" hcl:"packer_builder_type"`
	PackerCoreVersion   *string           `mapstructure:"packer_core_version" cty:"packer_core_version" hcl:"packer_core_version"`
	PackerDebug         *bool             `mapstructure:"packer_debug" cty:"packer_debug" hcl:"packer_debug"`
	PackerForce         *bool             `mapstructure:"packer_force" cty:"packer_force" hcl:"packer_force"`
	PackerOnError       *string           `mapstructure:"packer_on_error" cty:"packer_on_error" hcl:"packer_on_error"`
	PackerUserVars      map[string]string `mapstructure:"packer_user_variables" cty:"packer_user_variables" hcl:"packer_user_variables"`
	PackerSensitiveVars []string          `mapstructure:"packer_sensitive_variables" cty:"packer_sensitive_variables" hcl:"packer_sensitive_variables"`
	Command             *string           `mapstructure:"command" cty:"command" hcl:"command"`
	Input               *string           `mapstructure:"input" cty:"input" hcl:"input"`
	Show                []string          `mapstructure:"show" cty:"show" hcl:"show"`
	Ask                 *string           `mapstructure:"ask" cty:"ask" hcl:"ask"`
	Trouble             *string           `mapstructure:"trouble" cty:"trouble" hcl:"trouble"`
}

func (*RunConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatRunConfig)
}

func (*flatRunConfig) HCL2Spec() map[string]hcldec.Spec { return new(RunProvisioner).ConfigSpec() }

func (p *RunProvisioner) ConfigSpec() hcldec.ObjectSpec {
	s := packerSpec()
	s["command"] = attr("command", cty.String)
	s["input"] = attr("input", cty.String)
	s["show"] = attr("show", cty.List(cty.String))
	s["ask"] = attr("ask", cty.String)
	s["trouble"] = attr("trouble", cty.String)
	return s
}

func (p *RunProvisioner) Prepare(raws ...interface{}) error {
	err := config.Decode(&p.config, &config.DecodeOpts{PluginType: "rig-run", Interpolate: true}, raws...)
	if err != nil {
		return err
	}
	return trouble(context.Background(), p.config.Trouble, "prepare")
}

func (p *RunProvisioner) Provision(ctx context.Context, ui packersdk.Ui, comm packersdk.Communicator, data map[string]interface{}) error {
	if err := trouble(ctx, p.config.Trouble, "provision"); err != nil {
		return err
	}
	for _, name := range p.config.Show {
		ui.Say(say("%s = %v (%T)", name, data[name], data[name]))
	}
	if len(p.config.PackerSensitiveVars) > 0 {
		ui.Say(say("sensitive: %v", p.config.PackerSensitiveVars))
	}
	if p.config.Ask != "" {
		answer, err := ui.Ask(p.config.Ask)
		ui.Say(say("asked: %q %v", answer, err))
	}
	cmd := &packersdk.RemoteCmd{Command: p.config.Command}
	if p.config.Input != "" {
		cmd.Stdin = bytes.NewBufferString(p.config.Input)
	}
	if err := cmd.RunWithUi(ctx, comm, ui); err != nil {
		return err
	}
	if status := cmd.ExitStatus(); status != 0 {
		return fmt.Errorf("the command ended with %d", status)
	}
	return trouble(ctx, p.config.Trouble, "after")
}

// CopyProvisioner sends bytes there and back and compares them.
type CopyProvisioner struct {
	config CopyConfig
}

type CopyConfig struct {
	common.PackerConfig `mapstructure:",squash"`
	Size                int64  `mapstructure:"size"`
	FolderUp            string `mapstructure:"folder_up"`
	FolderDown          string `mapstructure:"folder_down"`
}

type flatCopyConfig struct {
	PackerBuildName     *string           `mapstructure:"packer_build_name" cty:"packer_build_name" hcl:"packer_build_name"`
	PackerBuilderType   *string           `mapstructure:"packer_builder_type" cty:"packer_builder_type" hcl:"packer_builder_type"`
	PackerCoreVersion   *string           `mapstructure:"packer_core_version" cty:"packer_core_version" hcl:"packer_core_version"`
	PackerDebug         *bool             `mapstructure:"packer_debug" cty:"packer_debug" hcl:"packer_debug"`
	PackerForce         *bool             `mapstructure:"packer_force" cty:"packer_force" hcl:"packer_force"`
	PackerOnError       *string           `mapstructure:"packer_on_error" cty:"packer_on_error" hcl:"packer_on_error"`
	PackerUserVars      map[string]string `mapstructure:"packer_user_variables" cty:"packer_user_variables" hcl:"packer_user_variables"`
	PackerSensitiveVars []string          `mapstructure:"packer_sensitive_variables" cty:"packer_sensitive_variables" hcl:"packer_sensitive_variables"`
	Size                *int64            `mapstructure:"size" cty:"size" hcl:"size"`
	FolderUp            *string           `mapstructure:"folder_up" cty:"folder_up" hcl:"folder_up"`
	FolderDown          *string           `mapstructure:"folder_down" cty:"folder_down" hcl:"folder_down"`
}

func (*CopyConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatCopyConfig)
}

func (*flatCopyConfig) HCL2Spec() map[string]hcldec.Spec { return new(CopyProvisioner).ConfigSpec() }

func (p *CopyProvisioner) ConfigSpec() hcldec.ObjectSpec {
	s := packerSpec()
	s["size"] = attr("size", cty.Number)
	s["folder_up"] = attr("folder_up", cty.String)
	s["folder_down"] = attr("folder_down", cty.String)
	return s
}

func (p *CopyProvisioner) Prepare(raws ...interface{}) error {
	return config.Decode(&p.config, &config.DecodeOpts{PluginType: "rig-copy", Interpolate: true}, raws...)
}

// pattern is an endless stream of bytes that repeats only after a long time.
type pattern struct{ at uint64 }

func (p *pattern) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte((p.at * 2654435761) >> 13)
		p.at++
	}
	return len(b), nil
}

func (p *CopyProvisioner) Provision(ctx context.Context, ui packersdk.Ui, comm packersdk.Communicator, data map[string]interface{}) error {
	if p.config.Size > 0 {
		there, back := sha256.New(), sha256.New()
		up := io.TeeReader(io.LimitReader(new(pattern), p.config.Size), there)
		if err := comm.Upload("big", up, nil); err != nil {
			return err
		}
		if err := comm.Download("big", back); err != nil {
			return err
		}
		ui.Say(say("same bytes: %v", bytes.Equal(there.Sum(nil), back.Sum(nil))))
	}
	if p.config.FolderUp != "" {
		if err := comm.UploadDir("up", p.config.FolderUp, []string{"not-this"}); err != nil {
			return err
		}
	}
	if p.config.FolderDown != "" {
		if err := os.MkdirAll(p.config.FolderDown, 0755); err != nil {
			return err
		}
		if err := comm.DownloadDir("up", p.config.FolderDown, nil); err != nil {
			return err
		}
		entries, err := os.ReadDir(p.config.FolderDown)
		if err != nil {
			return err
		}
		var names []string
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		sort.Strings(names)
		ui.Say(say("came back: %v", names))
	}
	return nil
}
