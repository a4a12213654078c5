package draw

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longest is how many letters of a text are read. No picture has room for as many.
const longest = 2000

// tallest is how many marks a letter can have before it would reach into the next line.
const tallest = 3

// clean makes a text printable: valid, composed, on one line, and without what has no shape or turns the text around it.
// It keeps no-break spaces.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "�"))
	var out strings.Builder
	n, marks, space := 0, 0, false
	for _, r := range text {
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		switch {
		case r != '\u00a0' && (unicode.IsSpace(r) || unicode.IsControl(r)):
			space = true
			continue
		case isShapeless(r) || marks > tallest:
			continue
		}
		if n++; n > longest {
			break
		}
		if space && out.Len() > 0 {
			out.WriteByte(' ')
		}
		space = false
		out.WriteRune(r)
	}
	return out.String()
}

// isShapeless reports whether a character joins nothing and shows nothing: marks of direction, soft hyphens and
// noncharacters. XML 1.0 forbids U+FFFE and U+FFFF.
func isShapeless(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// The texts of a picture are cleaned before anything measures them, in a copy. Empty groups go too.

func (g Grid) clean() Grid {
	g.Title, g.Lead, g.Source = clean(g.Title), clean(g.Lead), clean(g.Source)
	g.Groups = slices.DeleteFunc(slices.Clone(g.Groups), func(group Group) bool { return len(group.Columns) == 0 })
	for i, group := range g.Groups {
		g.Groups[i].Title, g.Groups[i].Columns = clean(group.Title), cleanAll(group.Columns)
	}
	g.Rows = slices.Clone(g.Rows)
	for i, row := range g.Rows {
		g.Rows[i].Name = clean(row.Name)
	}
	g.Legend = cleanCounts(g.Legend)
	return g
}

func (c Card) clean() Card {
	c.Site, c.Title, c.Kicker, c.Note = clean(c.Site), clean(c.Title), clean(c.Kicker), clean(c.Note)
	c.Figures = cleanCounts(c.Figures)
	return c
}

func (l List) clean() List {
	l.Title, l.Lead, l.Note, l.Source = clean(l.Title), clean(l.Lead), clean(l.Note), clean(l.Source)
	l.Bar = cleanCounts(l.Bar)
	l.Items = slices.Clone(l.Items)
	for i, item := range l.Items {
		item.Name, item.Label = clean(item.Name), clean(item.Label)
		item.Date, item.Source = clean(item.Date), clean(item.Source)
		l.Items[i] = item
	}
	return l
}

func cleanCounts(counts []Count) []Count {
	counts = slices.Clone(counts)
	for i := range counts {
		counts[i].Label = clean(counts[i].Label)
	}
	return counts
}

func cleanAll(texts []string) []string {
	texts = slices.Clone(texts)
	for i := range texts {
		texts[i] = clean(texts[i])
	}
	return texts
}
