package main

import (
	"context"
	"os"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/packer-plugin-sdk/common"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/hashicorp/packer-plugin-sdk/template/config"
	"github.com/zclconf/go-cty/cty"
)

// NotePostProcessor writes what it sees into a file and answers as told.
type NotePostProcessor struct {
	config NoteConfig
}

type NoteConfig struct {
	common.PackerConfig `mapstructure:",squash"`
	File                string `mapstructure:"file"`
	Text                string `mapstructure:"text"`
	Answer              string `mapstructure:"answer"`
	Keep                bool   `mapstructure:"keep"`
	Force               bool   `mapstructure:"force"`
	Trouble             string `mapstructure:"trouble"`
}

type flatNoteConfig struct {
	PackerBuildName     *string           `mapstructure:"packer_build_name" cty:"packer_build_name" hcl:"packer_build_name"`
	PackerBuilderType   *string           `mapstructure:"packer_builder_type" cty:"packer_builder_type" hcl:"packer_builder_type"`
	PackerCoreVersion   *string           `mapstructure:"packer_core_version" cty:"packer_core_version" hcl:"packer_core_version"`
	PackerDebug         *bool             `mapstructure:"packer_debug" cty:"packer_debug" hcl:"packer_debug"`
	PackerForce         *bool             `mapstructure:"packer_force" cty:"packer_force" hcl:"packer_force"`
	PackerOnError       *string           `mapstructure:"packer_on_error" cty:"packer_on_error" hcl:"packer_on_error"`
	PackerUserVars      map[string]string `mapstructure:"packer_user_variables" cty:"packer_user_variables" hcl:"packer_user_variables"`
	PackerSensitiveVars []string          `mapstructure:"packer_sensitive_variables" cty:"packer_sensitive_variables" hcl:"packer_sensitive_variables"`
	File                *string           `mapstructure:"file" cty:"file" hcl:"file"`
	Text                *string           `mapstructure:"text" cty:"text" hcl:"text"`
	Answer              *string           `mapstructure:"answer" cty:"answer" hcl:"answer"`
	Keep                *bool             `mapstructure:"keep" cty:"keep" hcl:"keep"`
	Force               *bool             `mapstructure:"force" cty:"force" hcl:"force"`
	Trouble             *string           `mapstructure:"trouble" cty:"trouble" hcl:"trouble"`
}

func (*NoteConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatNoteConfig)
}

func (*flatNoteConfig) HCL2Spec() map[string]hcldec.Spec { return new(NotePostProcessor).ConfigSpec() }

func (p *NotePostProcessor) ConfigSpec() hcldec.ObjectSpec {
	s := packerSpec()
	s["file"] = attr("file", cty.String)
	s["text"] = attr("text", cty.String)
	s["answer"] = attr("answer", cty.String)
	s["keep"] = attr("keep", cty.Bool)
	s["force"] = attr("force", cty.Bool)
	s["trouble"] = attr("trouble", cty.String)
	return s
}

func (p *NotePostProcessor) Configure(raws ...interface{}) error {
	err := config.Decode(&p.config, &config.DecodeOpts{PluginType: "rig-note", Interpolate: true}, raws...)
	if err != nil {
		return err
	}
	return trouble(context.Background(), p.config.Trouble, "configure")
}

// NoteArtifact is the file that was written.
type NoteArtifact struct{ file string }

func (a *NoteArtifact) BuilderId() string             { return "rig.note" }
func (a *NoteArtifact) Id() string                    { return a.file }
func (a *NoteArtifact) Files() []string               { return []string{a.file} }
func (a *NoteArtifact) String() string                { return "A note" }
func (a *NoteArtifact) State(name string) interface{} { return nil }
func (a *NoteArtifact) Destroy() error                { return os.Remove(a.file) }

func (p *NotePostProcessor) PostProcess(ctx context.Context, ui packersdk.Ui, in packersdk.Artifact) (packersdk.Artifact, bool, bool, error) {
	c := p.config
	ui.Say(say("%s %s %q with %d file(s), mixed %T, unknown %v", in.BuilderId(), in.Id(), in.String(), len(in.Files()), in.State("mixed"), in.State("no such state")))
	if mixed, ok := in.State("mixed").(map[interface{}]interface{}); ok {
		ui.Say(say("%T %T %T %T %T %T", mixed[int64(1)], mixed[int64(2)], mixed[int64(3)], mixed[int64(4)], mixed[int64(5)], mixed[int64(6)]))
	}
	if err := trouble(ctx, c.Trouble, "process"); err != nil {
		return nil, false, false, err
	}
	if c.File != "" {
		if err := os.WriteFile(c.File, []byte(c.Text), 0644); err != nil {
			return nil, false, false, err
		}
	}
	switch c.Answer {
	case "same":
		return in, c.Keep, c.Force, nil
	case "nothing":
		return nil, c.Keep, c.Force, nil
	}
	return &NoteArtifact{file: c.File}, c.Keep, c.Force, nil
}
