package minify

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// Flatten returns style sheets without cascade layers, nested rules and :is(), which browsers before 2022 drop with all that
// is in them. Sheets that a page loads together are given together, in the order of their links.
//
// Rules move into the order of their layers. A selector that then would lose to one of an earlier layer, because that is
// more specific, repeats one of its classes. Only pairs of rules that set the same property and may match the same element
// are compared. A complex selector within :is() is read as the end of the selector it is in: ".a :is(b c)" is ".a b c".
func Flatten(sheets ...string) ([]string, error) {
	f := flattener{layers: map[string]int{}}
	for i, text := range sheets {
		nodes, err := parseSheet(text)
		if err != nil {
			return nil, err
		}
		f.sheet = i
		if err := f.add(nodes, scope{}); err != nil {
			return nil, err
		}
	}
	for _, r := range f.rules {
		r.rank = len(f.layers) // unlayered rules win
		if r.layer != "" {
			r.rank = f.layers[r.layer]
		}
		r.place = r.rank
		if r.important {
			r.rank = -1 - r.rank // the first layer wins
		}
	}
	raise(f.rules)
	out := make([]string, len(sheets))
	for i := range sheets {
		out[i] = write(slices.DeleteFunc(slices.Clone(f.rules), func(r *rule) bool { return r.sheet != i }))
	}
	return out, nil
}

// node is a statement, a declaration or a block of a style sheet.
type node struct {
	text  string // all of it, or what is before the block
	block bool
	nodes []node
}

// parseSheet parses a style sheet without comments. What ends too early or too often is an error.
func parseSheet(text string) ([]node, error) {
	lexer := css.NewLexer(parse.NewInputString(text))
	open := []node{{}}
	var pending strings.Builder
	brackets := 0
	flush := func() {
		if statement := strings.TrimSpace(pending.String()); statement != "" {
			top := &open[len(open)-1]
			top.nodes = append(top.nodes, node{text: statement})
		}
		pending.Reset()
	}
	for {
		kind, data := lexer.Next()
		switch kind {
		case css.ErrorToken:
			flush()
			if len(open) != 1 || brackets != 0 {
				return nil, errors.New("unclosed block or bracket")
			}
			return open[0].nodes, nil
		case css.CommentToken:
			continue
		case css.WhitespaceToken:
			data = []byte(" ")
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBracketToken:
			brackets++
		case css.RightParenthesisToken, css.RightBracketToken:
			brackets--
		}
		switch {
		case brackets < 0:
			return nil, fmt.Errorf("unexpected %q", data)
		case brackets > 0:
		case kind == css.SemicolonToken:
			flush()
			continue
		case kind == css.LeftBraceToken:
			open = append(open, node{text: strings.TrimSpace(pending.String()), block: true})
			pending.Reset()
			continue
		case kind == css.RightBraceToken:
			flush()
			if len(open) == 1 {
				return nil, errors.New("unexpected }")
			}
			closed := open[len(open)-1]
			open = open[:len(open)-1]
			top := &open[len(open)-1]
			top.nodes = append(top.nodes, closed)
			continue
		}
		pending.Write(data)
	}
}

// scope is what a rule is in.
type scope struct {
	layer     string
	within    []string // conditions, the outer first
	selectors []string // of the rule around nested rules
}

// rule is a list of selectors with declarations, or an at-rule that has no selectors.
type rule struct {
	scope
	sheet     int
	rank      int // in the cascade
	place     int // of its layer in the sheet
	important bool
	selectors []*selector
	text      string   // the declarations, or the at-rule
	sets      []string // names of what it sets
}

type flattener struct {
	sheet  int
	layers map[string]int
	rules  []*rule
}

// conditions is the at-rules that contain rules.
var conditions = []string{"@media", "@supports", "@container"}

func (f *flattener) add(nodes []node, in scope) error {
	var declarations []string
	// The declarations before a nested rule come before it.
	flush := func() {
		if len(declarations) > 0 {
			f.addRule(in, declarations)
		}
		declarations = nil
	}
	for _, n := range nodes {
		name, rest, _ := strings.Cut(n.text, " ")
		switch {
		case name == "@layer" && (in.layer != "" || len(in.selectors) > 0 || n.block && rest == ""):
			return fmt.Errorf("%s must have a name and be in no other layer", n.text)
		case name == "@layer":
			for layer := range strings.SplitSeq(rest, ",") {
				layer = strings.TrimSpace(layer)
				if _, known := f.layers[layer]; !known {
					f.layers[layer] = len(f.layers)
				}
				in := in
				in.layer = layer
				if err := f.add(n.nodes, in); err != nil {
					return err
				}
			}
		case n.block && slices.Contains(conditions, strings.SplitN(name, "(", 2)[0]):
			flush()
			in := in
			in.within = append(slices.Clone(in.within), n.text)
			if err := f.add(n.nodes, in); err != nil {
				return err
			}
		case n.block && !strings.HasPrefix(n.text, "@"):
			flush()
			in := in
			in.selectors = nested(in.selectors, split(n.text, ','))
			if err := f.add(n.nodes, in); err != nil {
				return err
			}
		case len(in.selectors) > 0:
			declarations = append(declarations, n.text)
		default:
			f.rules = append(f.rules, &rule{scope: in, sheet: f.sheet, text: n.String()})
		}
	}
	flush()
	return nil
}

func (n node) String() string {
	if !n.block {
		return n.text + ";"
	}
	var text strings.Builder
	for _, inner := range n.nodes {
		text.WriteString(inner.String())
	}
	return n.text + "{" + text.String() + "}"
}

// nested returns the selectors of a rule within another one.
func nested(outer, inner []string) []string {
	if len(outer) == 0 {
		return inner
	}
	var out []string
	for _, i := range inner {
		for _, o := range outer {
			if strings.Contains(i, "&") {
				out = append(out, strings.ReplaceAll(i, "&", o))
			} else {
				out = append(out, o+" "+i)
			}
		}
	}
	return out
}

// addRule adds a rule, in two where some of its declarations are important, and once more for browsers that do not know
// what else it needs.
func (f *flattener) addRule(in scope, declarations []string) {
	for _, important := range []bool{false, true} {
		var text, old, sets []string
		for _, d := range declarations {
			if strings.HasSuffix(strings.ReplaceAll(d, " ", ""), "!important") != important {
				continue
			}
			name, value, _ := strings.Cut(d, ":")
			name = strings.TrimSpace(name)
			sets = append(sets, longhands(name)...)
			now, before := lower(name, strings.TrimSpace(value))
			text, old = append(text, now...), append(old, before...)
		}
		add := func(in scope, text []string) {
			if len(text) > 0 {
				r := &rule{scope: in, sheet: f.sheet, important: important, text: strings.Join(text, ";"), sets: sets}
				for _, s := range in.selectors {
					r.selectors = append(r.selectors, expand(s)...)
				}
				f.rules = append(f.rules, r)
			}
		}
		add(in, text)
		outdated := in
		outdated.within = append(slices.Clone(in.within), "@supports not (inset:0)")
		add(outdated, old)
	}
}

// raise puts rules into the order of their layers and makes the selectors of a layer so much more specific that each wins
// over those of earlier layers.
func raise(rules []*rule) {
	slices.SortStableFunc(rules, func(a, b *rule) int {
		return cmp.Or(cmp.Compare(a.sheet, b.sheet), cmp.Compare(a.place, b.place))
	})
	layers := map[int][]*selector{} // by rank
	setters := map[string][]*selector{}
	for i, r := range rules {
		for _, s := range r.selectors {
			s.of, s.at = r, i
			layers[r.rank] = append(layers[r.rank], s)
		}
	}
	for _, rank := range slices.Sorted(maps.Keys(layers)) {
		layer := layers[rank]
		for _, by := range raises {
			if !slices.ContainsFunc(layer, func(s *selector) bool { return s.loses(setters, by) }) {
				for _, s := range layer {
					s.raise(by)
				}
				break
			}
		}
		for _, s := range layer {
			for _, name := range s.of.sets {
				setters[name] = append(setters[name], s)
			}
		}
	}
}

// raises is by how much a layer may be raised.
var raises = []specificity{{0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {4, 0, 0}, {5, 0, 0}, {6, 0, 0}}

// loses reports whether a selector, raised, loses to one of an earlier layer.
func (s *selector) loses(setters map[string][]*selector, by specificity) bool {
	mine := specificityOf(s.compounds).plus(by)
	for _, name := range s.of.sets {
		for _, other := range setters[name] {
			if s.of.important == other.of.important && s.meets(other) {
				if c := mine.compare(specificityOf(other.compounds)); c < 0 || c == 0 && s.at < other.at {

					return true
				}
			}
		}
	}
	return false
}

// write returns the text of rules: selectors that an old browser may not know are in a rule of their own, because it drops
// a list with an unknown selector.
func write(rules []*rule) string {
	var out strings.Builder
	var within []string
	for _, r := range rules {
		if !slices.Equal(within, r.within) {
			out.WriteString(strings.Repeat("}", len(within)))
			for _, condition := range r.within {
				out.WriteString(condition + "{")
			}
			within = r.within
		}
		var known []string
		for _, s := range r.selectors {
			if text := s.String(); s.old() {
				known = append(known, text)
			} else {
				fmt.Fprintf(&out, "%s{%s}", text, r.text)
			}
		}
		switch {
		case len(known) > 0:
			fmt.Fprintf(&out, "%s{%s}", strings.Join(known, ","), r.text)
		case len(r.selectors) == 0:
			out.WriteString(r.text)
		}
	}
	out.WriteString(strings.Repeat("}", len(within)))
	return out.String()
}

// sides is the sides that a logical or physical name may mean.
var sides = map[string][]string{
	"": {"top", "right", "bottom", "left"}, "block": {"top", "bottom"}, "block-start": {"top"}, "block-end": {"bottom"},
	"inline": {"left", "right"}, "inline-start": {"left", "right"}, "inline-end": {"left", "right"},
	"top": {"top"}, "right": {"right"}, "bottom": {"bottom"}, "left": {"left"},
}

// shorthands is the properties that set others whose names begin alike.
var shorthands = []string{"font", "background", "grid", "flex", "outline", "list-style", "text-decoration", "column", "container", "overflow", "white-space"}

// longhands returns names of what a property sets; two properties that set the same have one in common.
func longhands(name string) []string {
	switch {
	case strings.HasPrefix(name, "--"), strings.HasPrefix(name, "border-radius"), name == "border-collapse", name == "border-spacing":
		return []string{name}
	case strings.HasSuffix(name, "-radius"):
		return []string{"border-radius"}
	case name == "line-height":
		return []string{"font"}
	case name == "text-wrap":
		return []string{"white-space"}
	case name == "columns", strings.HasSuffix(name, "gap"):
		return []string{"column"}
	case strings.HasPrefix(name, "place-"), strings.HasPrefix(name, "align-"), strings.HasPrefix(name, "justify-"):
		_, what, _ := strings.Cut(name, "-")
		return []string{"place-" + what}
	}
	name = strings.NewReplacer("inline-size", "width", "block-size", "height").Replace(name)
	if slices.Contains(sides[""], name) {
		name = "inset-" + name
	}
	for _, box := range []string{"margin", "padding", "inset", "border"} {
		rest, found := strings.CutPrefix(name, box)
		if !found || rest != "" && rest[0] != '-' {
			continue
		}
		rest = strings.TrimPrefix(rest, "-")
		for _, part := range []string{"width", "style", "color"} {
			rest = strings.TrimSuffix(strings.TrimSuffix(rest, part), "-")
		}
		var out []string
		for _, side := range sides[rest] {
			out = append(out, box+"-"+side)
		}
		return out
	}
	for _, short := range shorthands {
		if name == short || strings.HasPrefix(name, short+"-") {
			return []string{short}
		}
	}
	return []string{name}
}

// lower returns a declaration as browsers since 2019 know it, and what those need instead that do not know it.
func lower(name, value string) (now, old []string) {
	value, important := strings.CutSuffix(value, "!important")
	if important {
		defer func() {
			for _, text := range [][]string{now, old} {
				for i := range text {
					text[i] += "!important"
				}
			}
		}()
	}
	value = strings.TrimSpace(value)
	values := split(value, ' ')
	pick := func(i int) string {
		if i >= len(values) {
			i = max(i-2, 0) // the value of the other side
		}
		return values[min(i, len(values)-1)]
	}
	switch name {
	case "inset":
		for i, side := range sides[""] {
			now = append(now, side+":"+pick(i))
		}
	case "inset-block":
		now = []string{"top:" + pick(0), "bottom:" + pick(1)}
	case "inset-block-start":
		now = []string{"top:" + pick(0)}
	case "inset-block-end":
		now = []string{"bottom:" + pick(0)}
	case "inset-inline":
		now, old = []string{name + ":" + value}, []string{"left:" + pick(0), "right:" + pick(1)}
	case "inset-inline-start":
		now, old = []string{name + ":" + pick(0)}, []string{"left:" + pick(0)}
	case "inset-inline-end":
		now, old = []string{name + ":" + pick(0)}, []string{"right:" + pick(0)}
	case "margin-block", "padding-block":
		box, _, _ := strings.Cut(name, "-")
		now = []string{box + "-top:" + pick(0), box + "-bottom:" + pick(1)}
	case "margin-inline", "padding-inline":
		now = []string{name + "-start:" + pick(0), name + "-end:" + pick(1)}
	default:
		now = []string{name + ":" + value}
	}
	return now, old
}

// split cuts a text at a separator that is in no bracket and no string.
func split(text string, at byte) []string {
	var out []string
	depth, from := 0, 0
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == at && depth == 0:
			out = append(out, strings.TrimSpace(text[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(text[from:]))
}
