package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2/hcldec"
	packersdk "github.com/hashicorp/packer-plugin-sdk/packer"
	"github.com/zclconf/go-cty/cty"
)

// The raw components refuse every configuration and tell what they got, each value with its Go type.

type RawBuilder struct{}
type RawProvisioner struct{}
type RawPostProcessor struct{}

func rawSpec() hcldec.ObjectSpec {
	return hcldec.ObjectSpec{
		"text":    attr("text", cty.String),
		"number":  attr("number", cty.Number),
		"flag":    attr("flag", cty.Bool),
		"names":   attr("names", cty.List(cty.String)),
		"numbers": attr("numbers", cty.List(cty.Number)),
		"tags":    attr("tags", cty.Map(cty.String)),
		"item": &hcldec.BlockListSpec{TypeName: "item", Nested: hcldec.ObjectSpec{
			"name": attr("name", cty.String),
			"size": attr("size", cty.Number),
		}},
	}
}

func (*RawBuilder) ConfigSpec() hcldec.ObjectSpec       { return rawSpec() }
func (*RawProvisioner) ConfigSpec() hcldec.ObjectSpec   { return rawSpec() }
func (*RawPostProcessor) ConfigSpec() hcldec.ObjectSpec { return rawSpec() }

func (*RawBuilder) Prepare(raws ...interface{}) ([]string, []string, error) {
	return nil, nil, received(raws)
}
func (*RawProvisioner) Prepare(raws ...interface{}) error     { return received(raws) }
func (*RawPostProcessor) Configure(raws ...interface{}) error { return received(raws) }

func (*RawBuilder) Run(context.Context, packersdk.Ui, packersdk.Hook) (packersdk.Artifact, error) {
	return nil, errors.New("raw components do nothing")
}

func (*RawProvisioner) Provision(context.Context, packersdk.Ui, packersdk.Communicator, map[string]interface{}) error {
	return errors.New("raw components do nothing")
}

func (*RawPostProcessor) PostProcess(context.Context, packersdk.Ui, packersdk.Artifact) (packersdk.Artifact, bool, bool, error) {
	return nil, false, false, errors.New("raw components do nothing")
}

// received is all the elements of a configuration as one error, a line each.
func received(raws []interface{}) error {
	var lines []string
	for _, raw := range raws {
		lines = append(lines, typed(raw))
	}
	return errors.New("received\n" + strings.Join(lines, "\n"))
}

// typed shows a value with its Go type.
func typed(value interface{}) string {
	switch v := value.(type) {
	case map[string]interface{}:
		return typedMap("map", len(v), func(add func(key string, value interface{})) {
			for key, each := range v {
				add(fmt.Sprintf("%q", key), each)
			}
		})
	case map[interface{}]interface{}:
		return typedMap("anymap", len(v), func(add func(key string, value interface{})) {
			for key, each := range v {
				add(typed(key), each)
			}
		})
	case []interface{}:
		parts := make([]string, len(v))
		for i, each := range v {
			parts[i] = typed(each)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case cty.Value:
		return typedCty(v)
	case []byte:
		return fmt.Sprintf("bytes %s", v)
	default:
		return fmt.Sprintf("%T(%#v)", value, value)
	}
}

func typedMap(name string, size int, each func(add func(key string, value interface{}))) string {
	parts := make([]string, 0, size)
	each(func(key string, value interface{}) { parts = append(parts, key+": "+typed(value)) })
	sort.Strings(parts)
	return name + "{" + strings.Join(parts, ", ") + "}"
}

// typedCty leaves out what is null.
func typedCty(value cty.Value) string {
	if value.IsNull() || !value.CanIterateElements() {
		return value.GoString()
	}
	var parts []string
	for it := value.ElementIterator(); it.Next(); {
		key, each := it.Element()
		if !each.IsNull() {
			parts = append(parts, key.GoString()+": "+typedCty(each))
		}
	}
	return "cty{" + strings.Join(parts, ", ") + "}"
}
