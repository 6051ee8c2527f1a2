package main

import (
	"context"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/packer-plugin-sdk/template/config"
	"github.com/zclconf/go-cty/cty"
)

// EchoDatasource gives back what it was asked, in several types.
type EchoDatasource struct {
	config EchoConfig
}

type EchoConfig struct {
	Text    string            `mapstructure:"text"`
	Number  int               `mapstructure:"number"`
	Tags    map[string]string `mapstructure:"tags"`
	Trouble string            `mapstructure:"trouble"`
}

type flatEchoConfig struct {
	Text    *string           `mapstructure:"text" cty:"text" hcl:"text"`
	Number  *int              `mapstructure:"number" cty:"number" hcl:"number"`
	Tags    map[string]string `mapstructure:"tags" cty:"tags" hcl:"tags"`
	Trouble *string           `mapstructure:"trouble" cty:"trouble" hcl:"trouble"`
}

func (*EchoConfig) FlatMapstructure() interface{ HCL2Spec() map[string]hcldec.Spec } {
	return new(flatEchoConfig)
}

func (*flatEchoConfig) HCL2Spec() map[string]hcldec.Spec { return new(EchoDatasource).ConfigSpec() }

func (d *EchoDatasource) ConfigSpec() hcldec.ObjectSpec {
	return hcldec.ObjectSpec{
		"text":    attr("text", cty.String),
		"number":  attr("number", cty.Number),
		"tags":    attr("tags", cty.Map(cty.String)),
		"trouble": attr("trouble", cty.String),
	}
}

func (d *EchoDatasource) OutputSpec() hcldec.ObjectSpec {
	return hcldec.ObjectSpec{
		"text":   attr("text", cty.String),
		"number": attr("number", cty.Number),
		"tags":   attr("tags", cty.Map(cty.String)),
		"none":   attr("none", cty.String),
		"names":  attr("names", cty.List(cty.String)),
	}
}

func (d *EchoDatasource) Configure(raws ...interface{}) error {
	err := config.Decode(&d.config, nil, raws...)
	if err != nil {
		return err
	}
	return trouble(context.Background(), d.config.Trouble, "configure")
}

func (d *EchoDatasource) Execute() (cty.Value, error) {
	if err := trouble(context.Background(), d.config.Trouble, "execute"); err != nil {
		return cty.NullVal(cty.EmptyObject), err
	}
	tags := cty.MapValEmpty(cty.String)
	if len(d.config.Tags) > 0 {
		values := map[string]cty.Value{}
		for key, value := range d.config.Tags {
			values[key] = cty.StringVal(value)
		}
		tags = cty.MapVal(values)
	}
	return cty.ObjectVal(map[string]cty.Value{
		"text":   cty.StringVal(d.config.Text),
		"number": cty.NumberIntVal(int64(d.config.Number)),
		"tags":   tags,
		"none":   cty.NullVal(cty.String),
		"names":  cty.ListVal([]cty.Value{cty.StringVal("a"), cty.StringVal("b")}),
	}), nil
}

// KindsDatasource has a specification of every kind that can cross in gob, and a value of every type.
type KindsDatasource struct{}

func (d *KindsDatasource) ConfigSpec() hcldec.ObjectSpec {
	name := hcldec.ObjectSpec{"name": &hcldec.AttrSpec{Name: "name", Type: cty.String, Required: true}}
	return hcldec.ObjectSpec{
		"block":    &hcldec.BlockSpec{TypeName: "block", Nested: name, Required: true},
		"blocks":   &hcldec.BlockListSpec{TypeName: "blocks", Nested: name, MinItems: 1, MaxItems: 300},
		"set":      &hcldec.BlockSetSpec{TypeName: "set", Nested: name, MaxItems: 2},
		"by_label": &hcldec.BlockMapSpec{TypeName: "by_label", LabelNames: []string{"a", "b"}, Nested: &hcldec.BlockLabelSpec{Index: 1, Name: "b"}},
		"objects":  &hcldec.BlockObjectSpec{TypeName: "objects", LabelNames: []string{"id"}, Nested: hcldec.ObjectSpec{}},
		"attrs":    &hcldec.BlockAttrsSpec{TypeName: "attrs", ElementType: cty.Number},
		"either":   &hcldec.DefaultSpec{Primary: attr("either", cty.String), Default: &hcldec.LiteralSpec{Value: cty.StringVal("nobody")}},
		"pair":     hcldec.TupleSpec{attr("left", cty.Bool), attr("right", cty.Set(cty.Number))},
		"nested":   attr("nested", cty.Object(map[string]cty.Type{"l": cty.List(cty.List(cty.String)), "t": cty.Tuple([]cty.Type{cty.Bool, cty.Map(cty.Number)})})),
	}
}

func (d *KindsDatasource) OutputSpec() hcldec.ObjectSpec { return d.ConfigSpec() }

func (d *KindsDatasource) Configure(raws ...interface{}) error { return nil }

func (d *KindsDatasource) Execute() (cty.Value, error) {
	return cty.ObjectVal(map[string]cty.Value{
		"set":     cty.SetVal([]cty.Value{cty.NumberIntVal(2), cty.NumberIntVal(1)}),
		"tuple":   cty.TupleVal([]cty.Value{cty.True, cty.NumberFloatVal(1.5), cty.StringVal("")}),
		"big":     cty.MustParseNumberVal("123456789012345678901234567890.5"),
		"null":    cty.NullVal(cty.List(cty.String)),
		"objects": cty.ListVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"a": cty.NumberIntVal(-300)})}),
		"empty":   cty.MapValEmpty(cty.Bool),
	}), nil
}
