package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/packer-plugin-sdk/common"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/hashicorp/packer-plugin-sdk/template/config"
	"github.com/zclconf/go-cty/cty"
)

// Builder keeps its "machine" in a folder and runs commands there with sh.
type Builder struct {
	config BuilderConfig
}

type BuilderConfig struct {
	common.PackerConfig `mapstructure:",squash"`
	Folder              string            `mapstructure:"folder"`
	Greeting            string            `mapstructure:"greeting"`
	Trouble             string            `mapstructure:"trouble"`
	Count               int               `mapstructure:"count"`
	Ratio               float64           `mapstructure:"ratio"`
	Names               []string          `mapstructure:"names"`
	Tags                map[string]string `mapstructure:"tags"`
	Disks               []Disk            `mapstructure:"disk"`
	NoArtifact          bool              `mapstructure:"no_artifact"`
}

type Disk struct {
	Size  int    `mapstructure:"size"`
	Label string `mapstructure:"label"`
}

func attr(name string, t cty.Type) hcldec.Spec { return &hcldec.AttrSpec{Name: name, Type: t} }

func packerSpec() map[string]hcldec.Spec {
	return map[string]hcldec.Spec{
		"packer_build_name":          attr("packer_build_name", cty.String),
		"packer_builder_type":        attr("packer_builder_type", cty.String),
		"packer_core_version":        attr("packer_core_version", cty.String),
		"packer_debug":               attr("packer_debug", cty.Bool),
		"packer_force":               attr("packer_force", cty.Bool),
		"packer_on_error":            attr("packer_on_error", cty.String),
		"packer_user_variables":      attr("packer_user_variables", cty.Map(cty.String)),
		"packer_sensitive_variables": attr("packer_sensitive_variables", cty.List(cty.String)),
	}
}

func (b *Builder) ConfigSpec() hcldec.ObjectSpec {
	s := packerSpec()
	s["folder"] = attr("folder", cty.String)
	s["greeting"] = attr("greeting", cty.String)
	s["trouble"] = attr("trouble", cty.String)
	s["count"] = attr("count", cty.Number)
	s["ratio"] = attr("ratio", cty.Number)
	s["names"] = attr("names", cty.List(cty.String))
	s["tags"] = attr("tags", cty.Map(cty.String))
	s["no_artifact"] = attr("no_artifact", cty.Bool)
	s["disk"] = &hcldec.BlockListSpec{TypeName: "disk", Nested: hcldec.ObjectSpec{
		"size":  attr("size", cty.Number),
		"label": attr("label", cty.String),
	}}
	return s
}

// Flat is what the SDK's decoder asks of a configuration that comes from HCL2.
type flatBuilderConfig struct {
	PackerBuildName     *string           `mapstructure:"packer_build_name" cty:"packer_build_name" hcl:"packer_build_name"`
	PackerBuilderType   *string           `mapstructure:"packer_builder_type" cty:"packer_builder_type" hcl:"packer_builder_type"`
	PackerCoreVersion   *string           `mapstructure:"packer_core_version" cty:"packer_core_version" hcl:"packer_core_version"`
	PackerDebug         *bool             `mapstructure:"packer_debug" cty:"packer_debug" hcl:"packer_debug"`
	PackerForce         *bool             `mapstructure:"packer_force" cty:"packer_force" hcl:"packer_force"`
	PackerOnError       *string           `mapstructure:"packer_on_error" cty:"packer_on_error" hcl:"packer_on_error"`
	PackerUserVars      map[string]string `mapstructure:"packer_user_variables" cty:"packer_user_variables" hcl:"packer_user_variables"`
	PackerSensitiveVars []string          `mapstructure:"packer_sensitive_variables" cty:"packer_sensitive_variables" hcl:"packer_sensitive_variables"`
	Folder              *string           `mapstructure:"folder" cty:"folder" hcl:"folder"`
	Greeting            *string           `mapstructure:"greeting" cty:"greeting" hcl:"greeting"`
	Trouble             *string           `mapstructure:"trouble" cty:"trouble" hcl:"trouble"`
	Count               *int              `mapstructure:"count" cty:"count" hcl:"count"`
	Ratio               *float64          `mapstructure:"ratio" cty:"ratio" hcl:"ratio"`
	Names               []string          `mapstructure:"names" cty:"names" hcl:"names"`
	Tags                map[string]string `mapstructure:"tags" cty:"tags" hcl:"tags"`
	Disks               []flatDisk        `mapstructure:"disk" cty:"disk" hcl:"disk"`
	NoArtifact          *bool             `mapstructure:"no_artifact" cty:"no_artifact" hcl:"no_artifact"`
}

type flatDisk struct {
	Size  *int    `mapstructure:"size" cty:"size" hcl:"size"`
	Label *string `mapstructure:"label" cty:"label" hcl:"label"`
}

func (*flatDisk) HCL2Spec() map[string]hcldec.Spec {
	return map[string]hcldec.Spec{"size": attr("size", cty.Number), "label": attr("label", cty.String)}
}

func (*BuilderConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatBuilderConfig)
}

func (*flatBuilderConfig) HCL2Spec() map[string]hcldec.Spec { return new(Builder).ConfigSpec() }

func (b *Builder) Prepare(raws ...interface{}) ([]string, []string, error) {
	err := config.Decode(&b.config, &config.DecodeOpts{PluginType: "rig", Interpolate: true}, raws...)
	if err != nil {
		return nil, nil, err
	}
	var warnings []string
	if b.config.Greeting == "" {
		warnings = append(warnings, "no greeting was given")
	}
	if err := trouble(context.Background(), b.config.Trouble, "prepare"); err != nil {
		return []string{"Color"}, warnings, err
	}
	return []string{"Color"}, warnings, nil
}

func (b *Builder) Run(ctx context.Context, ui packersdk.Ui, hook packersdk.Hook) (packersdk.Artifact, error) {
	c := b.config
	ui.Say(say("greeting %s, count %d, ratio %v, names %v, tags %v, disks %v, build %s of %s",
		c.Greeting, c.Count, c.Ratio, c.Names, c.Tags, c.Disks, c.PackerBuildName, c.PackerBuilderType))
	ui.Machine("rig", "one", "two,three")
	if err := trouble(ctx, c.Trouble, "run"); err != nil {
		return nil, err
	}
	progress := ui.TrackProgress("disk.img", 0, 10, io.NopCloser(strings.NewReader("0123456789")))
	io.Copy(io.Discard, progress)
	progress.Close()

	data := map[string]interface{}{
		"ID": "rig-1", "Host": "localhost", "Port": 22, "Color": "green", "SSHAgentAuth": false,
		"PackerHTTPAddr": "ERR_HTTP_ADDR_NOT_IMPLEMENTED_BY_BUILDER", "User": "", "ConnType": "rig",
	}
	comm := &folderCommunicator{folder: c.Folder, trouble: c.Trouble}
	err := hook.Run(ctx, packersdk.HookProvision, ui, comm, data)
	if err != nil {
		ui.Error("provisioning failed: " + err.Error())
		if cleanup := hook.Run(context.Background(), packersdk.HookCleanupProvision, ui, comm, data); cleanup != nil {
			ui.Error("clean-up failed: " + cleanup.Error())
		}
		return nil, err
	}
	if err := trouble(ctx, c.Trouble, "after"); err != nil {
		return nil, err
	}
	if c.NoArtifact {
		return nil, nil
	}
	return &Artifact{folder: c.Folder, data: data, trouble: c.Trouble}, nil
}

// Artifact is the folder.
type Artifact struct {
	folder  string
	data    map[string]interface{}
	trouble string
}

func (a *Artifact) BuilderId() string { return "rig.builder" }
func (a *Artifact) Id() string        { return "rig-1" }
func (a *Artifact) String() string    { return "A folder: " + filepath.Base(a.folder) }
func (a *Artifact) Files() []string {
	names, _ := filepath.Glob(filepath.Join(a.folder, "*"))
	return names
}
func (a *Artifact) State(name string) interface{} {
	switch name {
	case "generated_data":
		return a.data
	case "mixed":
		return map[int]interface{}{1: "one", 2: []string{"a", "b"}, 3: 1.5, 4: []byte{1, 2}, 5: nil, 6: int64(1) << 40}
	}
	return nil
}
func (a *Artifact) Destroy() error {
	if err := trouble(context.Background(), a.trouble, "destroy"); err != nil {
		return err
	}
	return os.RemoveAll(a.folder)
}

// folderCommunicator runs commands on this machine and keeps files in a folder.
type folderCommunicator struct {
	folder  string
	trouble string
}

func (c *folderCommunicator) path(name string) string { return filepath.Join(c.folder, name) }

func (c *folderCommunicator) Start(ctx context.Context, rc *packersdk.RemoteCmd) error {
	if err := trouble(ctx, c.trouble, "start"); err != nil {
		return err
	}
	cmd := exec.Command("/bin/sh", "-c", rc.Command)
	cmd.Dir = c.folder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = rc.Stdin, rc.Stdout, rc.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		err := cmd.Wait()
		status := 0
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			status = exit.Sys().(syscall.WaitStatus).ExitStatus()
		}
		rc.SetExited(status)
	}()
	return nil
}

func (c *folderCommunicator) Upload(dst string, r io.Reader, fi *os.FileInfo) error {
	mode := os.FileMode(0644)
	if fi != nil {
		mode = (*fi).Mode().Perm()
	}
	f, err := os.OpenFile(c.path(dst), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, r)
	return err
}

func (c *folderCommunicator) Download(src string, w io.Writer) error {
	f, err := os.Open(c.path(src))
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func (c *folderCommunicator) UploadDir(dst string, src string, exclude []string) error {
	return copyTree(src, c.path(dst))
}

func (c *folderCommunicator) DownloadDir(src string, dst string, exclude []string) error {
	return copyTree(c.path(src), dst)
}

func copyTree(src string, dst string) error {
	out, err := exec.Command("cp", "-R", src+"/.", dst).CombinedOutput()
	if err != nil {
		return fmt.Errorf("cp: %s", strings.TrimSpace(string(out)))
	}
	return nil
}
