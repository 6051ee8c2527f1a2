package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/hashicorp/hcl/v2/hcldec"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/zclconf/go-cty/cty"
)

// The flow components move bytes and make calls as fast as they can, and tell how long it took.

// flowConfig is a few whole numbers.
type flowConfig map[string]int64

func flowSpec() hcldec.ObjectSpec {
	return hcldec.ObjectSpec{
		"up":    attr("up", cty.Number),
		"down":  attr("down", cty.Number),
		"calls": attr("calls", cty.Number),
	}
}

func flowConfigOf(raws []interface{}) flowConfig {
	config := flowConfig{}
	for _, raw := range raws {
		value, ok := raw.(cty.Value)
		if !ok {
			continue
		}
		for name := range value.Type().AttributeTypes() {
			if field := value.GetAttr(name); !field.IsNull() && field.Type() == cty.Number {
				config[name], _ = field.AsBigFloat().Int64()
			}
		}
	}
	return config
}

// measured runs the work and tells how long it took for so many units.
func measured(ui packersdk.Ui, what string, units int64, work func() error) error {
	if units == 0 {
		return nil
	}
	start := time.Now()
	if err := work(); err != nil {
		return err
	}
	ui.Say(fmt.Sprintf("flow %s %d %.6f", what, units, time.Since(start).Seconds()))
	return nil
}

// FlowBuilder has a machine that swallows uploads, and of which zeros can be downloaded.
type FlowBuilder struct{}

func (*FlowBuilder) ConfigSpec() hcldec.ObjectSpec { return hcldec.ObjectSpec{} }

func (*FlowBuilder) Prepare(...interface{}) ([]string, []string, error) { return nil, nil, nil }

func (*FlowBuilder) Run(ctx context.Context, ui packersdk.Ui, hook packersdk.Hook) (packersdk.Artifact, error) {
	data := map[string]interface{}{"ID": "flow"}
	if err := hook.Run(ctx, packersdk.HookProvision, ui, flowCommunicator{}, data); err != nil {
		return nil, err
	}
	return &Artifact{}, nil
}

type flowCommunicator struct{}

func (flowCommunicator) Start(context.Context, *packersdk.RemoteCmd) error {
	return errors.New("a flow machine runs nothing")
}

// Upload expects as many bytes as the name of the file says.
func (flowCommunicator) Upload(name string, r io.Reader, _ *os.FileInfo) error {
	want, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return err
	}
	got, err := io.Copy(swallow{}, r)
	if err == nil && got != want {
		err = fmt.Errorf("got %d bytes instead of %d", got, want)
	}
	return err
}

// Download gives as many zeros as the name of the file says.
func (flowCommunicator) Download(name string, w io.Writer) error {
	size, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, io.LimitReader(zeros{}, size))
	return err
}

func (flowCommunicator) UploadDir(string, string, []string) error {
	return errors.New("a flow machine has no folders")
}

func (flowCommunicator) DownloadDir(string, string, []string) error {
	return errors.New("a flow machine has no folders")
}

// swallow throws away what is written; unlike io.Discard it leaves the size of the pieces to io.Copy.
type swallow struct{}

func (swallow) Write(b []byte) (int, error) { return len(b), nil }

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// FlowProvisioner uploads and downloads so many bytes, one after the other.
type FlowProvisioner struct{ config flowConfig }

func (*FlowProvisioner) ConfigSpec() hcldec.ObjectSpec { return flowSpec() }

func (p *FlowProvisioner) Prepare(raws ...interface{}) error {
	p.config = flowConfigOf(raws)
	return nil
}

func (p *FlowProvisioner) Provision(_ context.Context, ui packersdk.Ui, comm packersdk.Communicator, _ map[string]interface{}) error {
	up, down := p.config["up"], p.config["down"]
	err := measured(ui, "up", up, func() error {
		return comm.Upload(strconv.FormatInt(up, 10), io.LimitReader(zeros{}, up), nil)
	})
	if err != nil {
		return err
	}
	return measured(ui, "down", down, func() error {
		got := &counter{}
		if err := comm.Download(strconv.FormatInt(down, 10), got); err != nil {
			return err
		}
		if got.bytes != down {
			return fmt.Errorf("got %d bytes instead of %d", got.bytes, down)
		}
		return nil
	})
}

type counter struct{ bytes int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.bytes += int64(len(b))
	return len(b), nil
}

// FlowPostProcessor asks the artifact for its id so many times, one call after the other.
type FlowPostProcessor struct{ config flowConfig }

func (*FlowPostProcessor) ConfigSpec() hcldec.ObjectSpec { return flowSpec() }

func (p *FlowPostProcessor) Configure(raws ...interface{}) error {
	p.config = flowConfigOf(raws)
	return nil
}

func (p *FlowPostProcessor) PostProcess(_ context.Context, ui packersdk.Ui, input packersdk.Artifact) (packersdk.Artifact, bool, bool, error) {
	calls := p.config["calls"]
	err := measured(ui, "calls", calls, func() error {
		for i := int64(0); i < calls; i++ {
			input.Id()
		}
		return nil
	})
	return input, true, false, err
}
