package minify

import (
	"slices"
	"strings"
)

// selector is a complex selector: compounds with combinators between them.
type selector struct {
	compounds []compound
	meant     specificity // what it was written with, :is() and :where() counted
	of        *rule
	at        int // place of the rule
}

// compound is what one element must match.
type compound struct {
	combinator string   // between it and the one before: " ", ">", "+", "~"
	element    string   // "" for any
	parts      []string // each begins with . # [ or :
}

// specificity is the numbers of ids, of classes and of elements in a selector.
type specificity [3]int

func (s specificity) plus(other specificity) specificity {
	for i, n := range other {
		s[i] += n
	}
	return s
}

func (s specificity) compare(other specificity) int { return slices.Compare(s[:], other[:]) }

// expand returns the selectors that one is short for, without :is() and :where().
func expand(text string) []*selector {
	compounds := parseSelector(text)
	meant := specificityOf(compounds)
	var out []*selector
	for _, c := range expanded(compounds) {
		for i := range c {
			c[i].parts = single(c[i].parts)
		}
		out = append(out, &selector{compounds: c, meant: meant})
	}
	return out
}

func parseSelector(text string) []compound {
	var out []compound
	combinator := ""
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == ' ' || c == '>' || c == '+' || c == '~':
			if c != ' ' || combinator == "" {
				combinator = string(c)
			}
			i++
			continue
		}
		if len(out) == 0 || combinator != "" {
			out = append(out, compound{combinator: combinator})
			combinator = ""
		}
		end := partEnd(text, i)
		last := &out[len(out)-1]
		switch part := text[i:end]; {
		case strings.ContainsRune(".#[:", rune(part[0])):
			last.parts = append(last.parts, part)
		case part != "*":
			last.element = part
		}
		i = end
	}
	if len(out) == 0 {
		return []compound{{}}
	}
	return out
}

// partEnd returns where the simple selector ends that begins at a place.
func partEnd(text string, from int) int {
	depth := 0
	var quote byte
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case depth > 0 && (c == '"' || c == '\''):
			quote = c
		case c == '(' || c == '[':
			if c == '[' && depth == 0 && i > from {
				return i
			}
			depth++
		case c == ')' || c == ']':
			depth--
		case depth > 0:
		case strings.IndexByte(" >+~", c) >= 0, strings.IndexByte(".#", c) >= 0 && i > from, c == ':' && i > from && text[i-1] != ':':
			return i
		}
	}
	return len(text)
}

// list returns the selectors in the brackets of a pseudo-class.
func list(part string) (name string, selectors []string) {
	name, rest, found := strings.Cut(part, "(")
	if !found {
		return name, nil
	}
	return name, split(strings.TrimSuffix(rest, ")"), ',')
}

// expanded returns the selectors without :is() and :where(), each as often as these have selectors.
func expanded(compounds []compound) [][]compound {
	for i, c := range compounds {
		for j, part := range c.parts {
			name, selectors := list(part)
			if name != ":is" && name != ":where" {
				continue
			}
			var out [][]compound
			for _, s := range selectors {
				inner := parseSelector(s)
				last := &inner[len(inner)-1]
				if c.element != "" && last.element != "" && c.element != last.element {
					continue // matches nothing
				}
				if last.element == "" {
					last.element = c.element
				}
				// A pseudo-element stays at the end.
				last.parts = slices.Concat(c.parts[:j], last.parts, c.parts[j+1:])
				inner[0].combinator = c.combinator
				out = append(out, expanded(slices.Concat(compounds[:i], inner, compounds[i+1:]))...)
			}
			return out
		}
	}
	clone := slices.Clone(compounds)
	for i := range clone {
		clone[i].parts = slices.Clone(clone[i].parts)
	}
	return [][]compound{clone}
}

// single returns parts with :not(a):not(b) for :not(a, b).
func single(parts []string) []string {
	var out []string
	for _, part := range parts {
		name, selectors := list(part)
		if name != ":not" {
			out = append(out, part)
			continue
		}
		for _, s := range selectors {
			out = append(out, ":not("+s+")")
		}
	}
	return out
}

func specificityOf(compounds []compound) (sum specificity) {
	for _, c := range compounds {
		if c.element != "" {
			sum[2]++
		}
		for _, part := range c.parts {
			name, selectors := list(part)
			_, of, isOf := strings.Cut(part, " of ")
			if isOf {
				sum[1]++
				selectors = split(strings.TrimSuffix(of, ")"), ',')
			}
			switch {
			case name == ":where":
			case isOf, slices.Contains([]string{":is", ":not", ":has"}, name):
				var most specificity
				for _, s := range selectors {
					if found := specificityOf(parseSelector(s)); found.compare(most) > 0 {
						most = found
					}
				}
				sum = sum.plus(most)
			case part[0] == '#':
				sum[0]++
			case strings.HasPrefix(part, "::"):
				sum[2]++
			default:
				sum[1]++
			}
		}
	}
	return sum
}

// meets reports whether an element may match both selectors.
func (s *selector) meets(other *selector) bool {
	a, b := s.compounds[len(s.compounds)-1], other.compounds[len(other.compounds)-1]
	return either(a.name(), b.name()) && either(a.first("#"), b.first("#")) && a.first("::") == b.first("::")
}

func either(a, b string) bool { return a == "" || b == "" || a == b }

func (c compound) name() string {
	if slices.Contains(c.parts, ":root") {
		return "html"
	}
	return c.element
}

// first returns the first part that begins with a prefix.
func (c compound) first(prefix string) string {
	for _, part := range c.parts {
		if strings.HasPrefix(part, prefix) {
			return part
		}
	}
	return ""
}

// raise makes a selector more specific.
func (s *selector) raise(by specificity) {
	for range by[0] {
		s.repeat("#", ":not(#_)")
	}
	for range by[1] {
		s.repeat(".", ":not(._)")
	}
}

// repeat doubles an id or a class of a selector, the last it has; without one it adds what matches everything.
func (s *selector) repeat(prefix, otherwise string) {
	for i, c := range slices.Backward(s.compounds) {
		if part := c.first(prefix); part != "" {
			s.compounds[i].parts = slices.Insert(c.parts, slices.Index(c.parts, part), part)
			return
		}
	}
	last := &s.compounds[len(s.compounds)-1]
	at := slices.IndexFunc(last.parts, func(part string) bool { return strings.HasPrefix(part, "::") })
	if at < 0 {
		at = len(last.parts)
	}
	last.parts = slices.Insert(last.parts, at, otherwise)
}

func (s *selector) String() string {
	var out strings.Builder
	for i, c := range s.compounds {
		if i > 0 || c.combinator != " " {
			out.WriteString(c.combinator)
		}
		if c.element == "" && len(c.parts) == 0 {
			out.WriteString("*")
		}
		out.WriteString(c.element + strings.Join(c.parts, ""))
	}
	return out.String()
}

// since2019 is the pseudo-classes and pseudo-elements that browsers since 2019 know.
var since2019 = strings.Fields(`:hover :focus :focus-within :active :visited :link :target :root :empty :checked :disabled :enabled :lang
	:first-child :last-child :only-child :nth-child :nth-last-child :first-of-type :last-of-type :nth-of-type :nth-last-of-type
	:not ::before ::after ::placeholder`)

// old reports whether browsers since 2019 know all of a selector.
func (s *selector) old() bool { return known(s.compounds) }

func known(compounds []compound) bool {
	for _, c := range compounds {
		for _, part := range c.parts {
			if part[0] != ':' {
				continue
			}
			name, selectors := list(part)
			if !slices.Contains(since2019, name) || strings.Contains(part, " of ") {
				return false
			}
			if name == ":not" {
				for _, s := range selectors {
					if inner := parseSelector(s); len(inner) > 1 || !known(inner) {
						return false
					}
				}
			}
		}
	}
	return true
}
