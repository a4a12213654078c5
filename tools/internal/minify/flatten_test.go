package minify_test

import (
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/minify"
)

func TestFlatten(t *testing.T) {
	for _, test := range []struct {
		name     string
		in, want []string
	}{
		{"layers in their order", []string{`@layer a, b; @layer b { .x { color: red } } @layer a { .x { color: blue } } i { top: 0 }`},
			[]string{`.x{color:blue}.x{color:red}i{top:0}`}},
		{"a later layer wins over a more specific selector", []string{`@layer a, b; @layer a { p.x b { color: red } } @layer b { b { color: blue } .y { color: green } }`},
			[]string{`p.x b{color:red}b:not(._):not(._){color:blue}.y.y.y{color:green}`}},
		{"nothing is raised without need", []string{`@layer a, b; @layer a { p.x b, b::before { color: red } } @layer b { i { color: blue } b { top: 0 } }`},
			[]string{`p.x b,b::before{color:red}i{color:blue}b{top:0}`}},
		{"shorthands", []string{`@layer a, b; @layer a { .x .y { padding-top: 0 } } @layer b { .y { padding: 1px } }`},
			[]string{`.x .y{padding-top:0}.y.y{padding:1px}`}},
		{"an id", []string{`@layer a, b; @layer a { #x { color: red } } @layer b { p::before { color: red } p { color: blue } }`},
			[]string{`#x{color:red}p:not(#_)::before{color:red}p:not(#_){color:blue}`}},
		{"important turns the order of layers round", []string{`@layer a, b; @layer a { p { color: red !important; top: 0 } } @layer b { .x { color: blue !important } }`},
			[]string{`p{top:0}p:not(._){color:red!important}.x{color:blue!important}`}},
		{"sheets that are loaded together", []string{`@layer a, b; @layer b { p { color: red } }`, `@layer a { .x { color: blue } }`},
			[]string{`p:not(._){color:red}`, `.x{color:blue}`}},
		{"conditions", []string{`@layer a { @media print { .x { top: 0 } @page { margin: 0; @bottom-left { content: "a;{" } } } }`},
			[]string{`@media print{.x{top:0}@page{margin: 0;@bottom-left{content: "a;{";}}}`}},
		{"nested rules", []string{`.x, .y { top: 0; &:hover { color: red } > i { color: blue } @media print { top: 1px } }`},
			[]string{`.x,.y{top:0}.x:hover,.y:hover{color:red}.x>i,.y>i{color:blue}@media print{.x,.y{top:1px}}`}},
		{":is() and :where()", []string{`:is(.x, #y i):hover > .z { top: 0 } a:is([href="a,b"], :not(.p, .q))::after { top: 0 } .x:is(td, th) { top: 0 }`},
			[]string{`.x:hover>.z,#y i:hover>.z{top:0}a[href="a,b"]::after,a:not(.p):not(.q)::after{top:0}td.x,th.x{top:0}`}},
		{"what is unknown is by itself", []string{`a:hover, a:focus-visible, p:has(a) { top: 0 }`},
			[]string{`a:focus-visible{top:0}p:has(a){top:0}a:hover{top:0}`}},
		{"logical properties", []string{`.x { inset: 0 1px 2px; padding-block: 1px 2px; margin-inline: auto !important; inset-inline-start: 3px }`},
			[]string{`.x{top:0;right:1px;bottom:2px;left:1px;padding-top:1px;padding-bottom:2px;inset-inline-start:3px}` +
				`@supports not (inset:0){.x{left:3px}}.x{margin-inline-start:auto!important;margin-inline-end:auto!important}`}},
	} {
		got, err := minify.Flatten(test.in...)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s:\ngot  %q, %v\nwant %q", test.name, got, err, test.want)
		}
	}
	for _, broken := range []string{`a {`, `a } b {}`, `a { color: rgb(0 }`, `@layer { a { top: 0 } }`, `@layer a { @layer b { i { top: 0 } } }`} {
		if got, err := minify.Flatten(broken); err == nil {
			t.Errorf("%s: got %q, want an error", broken, got)
		}
	}
}

// FuzzFlatten checks that no text stops Flatten.
func FuzzFlatten(f *testing.F) {
	f.Add(`@layer a, b; @layer b { .x:is(a, b) > c { inset: 0 } } @media print { @layer a { p { top: 0 !important } } }`)
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) < 1000 && strings.Count(text, ":is")+strings.Count(text, ":where")+strings.Count(text, "&") < 8 { // they multiply
			_, _ = minify.Flatten(text)
		}
	})
}
